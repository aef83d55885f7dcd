/** SPDX 2.3 JSON, the part that is written. Names as in its schema. @public */
export interface SpdxDocument {
  SPDXID: 'SPDXRef-DOCUMENT';
  spdxVersion: 'SPDX-2.3';
  dataLicense: 'CC0-1.0';
  name: string;
  documentNamespace: string;
  comment?: string;
  creationInfo: {
    created: string;
    creators: string[];
    licenseListVersion?: string;
  };
  packages: SpdxPackage[];
  relationships: SpdxRelationship[];
  hasExtractedLicensingInfos?: SpdxExtractedLicense[];
}

/** §7 @public */
export interface SpdxPackage {
  SPDXID: string;
  name: string;
  versionInfo?: string;
  packageFileName?: string;
  supplier?: string;
  downloadLocation: string;
  filesAnalyzed: false;
  checksums?: SpdxChecksum[];
  licenseConcluded: string;
  licenseDeclared: string;
  copyrightText: string;
  description?: string;
  comment?: string;
  primaryPackagePurpose?: 'LIBRARY' | 'FILE' | 'OTHER';
  externalRefs?: SpdxExternalRef[];
  annotations?: SpdxAnnotation[];
}

/** @public */
export interface SpdxChecksum {
  algorithm: 'SHA1' | 'SHA256';
  checksumValue: string;
}

/** §7.21 @public */
export interface SpdxExternalRef {
  referenceCategory: 'PACKAGE-MANAGER';
  referenceType: 'purl';
  referenceLocator: string;
}

/** §12 @public */
export interface SpdxAnnotation {
  annotationDate: string;
  annotationType: 'OTHER';
  annotator: string;
  comment: string;
}

/** §10 @public */
export interface SpdxExtractedLicense {
  licenseId: string;
  name: string;
  extractedText: string;
}

/** §11 @public */
export type SpdxRelationshipType =
  | 'DESCRIBES'
  | 'CONTAINS'
  | 'DESCENDANT_OF'
  | 'GENERATED_FROM'
  | 'DATA_FILE_OF'
  | 'DEPENDS_ON'
  | 'BUILD_DEPENDENCY_OF'
  | 'DEV_DEPENDENCY_OF'
  | 'TEST_DEPENDENCY_OF'
  | 'OPTIONAL_DEPENDENCY_OF'
  | 'PROVIDED_DEPENDENCY_OF';

/** Read from left to right: element, type, related element. @public */
export interface SpdxRelationship {
  spdxElementId: string;
  relationshipType: SpdxRelationshipType;
  relatedSpdxElement: string;
}
