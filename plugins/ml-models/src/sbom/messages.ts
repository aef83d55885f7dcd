/** Texts of the bill of materials. */
export const sbomMessages = {
  sbom: {
    title: 'Bill of materials',
    dialect: 'Dialect',
    download: 'Download JSON',
    address: 'address of this document',
    notOffered: '{{dialect}} is not available yet',
    onlyDownload: '{{dialect}} can be downloaded, not shown',
    created: 'Created',
    packages: 'Packages',
    package: 'Package',
    supplier: 'Supplier',
    files: 'Files',
    file: 'File',
    noGaps: 'No gaps: everything that is looked for is stated.',
    gapsUnknown:
      'This document does not list its gaps, so whether it has any is not known.',
    gaps_one: '{{count}} gap',
    gaps_other: '{{count}} gaps',
    fillIn: 'Declare it in',
    gap: {
      supplier: 'Who distributes the model is not stated.',
      license: 'The licence is not stated.',
      description: 'The model is not described.',
      downloadLocation: 'A public place to take the bytes from is not stated.',
      datasets: 'The data that the model was trained on is not stated.',
      dependencies: 'The packages that the model needs are not stated.',
      content: 'The content of {{file}} was not read to its end.',
    },
  },
} as const;
