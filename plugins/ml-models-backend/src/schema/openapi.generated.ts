/**
 * Made by scripts/generate-openapi.mjs from openapi.yaml. Do not edit.
 */
export const openapi = {
  "openapi": "3.1.0",
  "info": {
    "title": "ml-models",
    "version": "1",
    "description": "Registry of machine-learning models. All routes live under /api/ml-models and take the portal's bearer token. A field that does not apply is absent; a value that is not known is null or \"unknown\"; integers that may pass 2^53 are decimal strings; times are RFC 3339 UTC; digests are sha256: and 64 lower-case hex digits.",
    "license": {
      "name": "Apache-2.0",
      "identifier": "Apache-2.0"
    }
  },
  "servers": [
    {
      "url": "/"
    }
  ],
  "security": [
    {
      "bearer": []
    }
  ],
  "paths": {
    "/models": {
      "get": {
        "operationId": "listModels",
        "summary": "Registered models that the caller may read, one keyset page at a time",
        "parameters": [
          {
            "$ref": "#/components/parameters/Text"
          },
          {
            "$ref": "#/components/parameters/ModelRefFilter"
          },
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/System"
          },
          {
            "$ref": "#/components/parameters/StageFilter"
          },
          {
            "$ref": "#/components/parameters/FormatFilter"
          },
          {
            "$ref": "#/components/parameters/RiskFilter"
          },
          {
            "$ref": "#/components/parameters/TierFilter"
          },
          {
            "$ref": "#/components/parameters/SignedFilter"
          },
          {
            "$ref": "#/components/parameters/ScanFilter"
          },
          {
            "$ref": "#/components/parameters/ServedFilter"
          },
          {
            "$ref": "#/components/parameters/MeshFilter"
          },
          {
            "$ref": "#/components/parameters/InServiceFilter"
          },
          {
            "$ref": "#/components/parameters/AttentionFilter"
          },
          {
            "$ref": "#/components/parameters/LifecycleFilter"
          },
          {
            "name": "sort",
            "in": "query",
            "description": "Field, descending with a leading minus",
            "schema": {
              "type": "string",
              "enum": [
                "name",
                "-name",
                "updatedAt",
                "-updatedAt",
                "risk",
                "-risk",
                "tier",
                "-tier"
              ],
              "default": "name"
            }
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "total",
            "in": "query",
            "schema": {
              "type": "boolean",
              "default": false
            }
          }
        ],
        "responses": {
          "200": {
            "description": "A page of models",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ModelPage"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "post": {
        "operationId": "registerModel",
        "summary": "Register an entity and ingest its artifacts",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "required": [
                  "entity"
                ],
                "properties": {
                  "entity": {
                    "$ref": "#/components/schemas/EntityDocument"
                  }
                }
              }
            },
            "multipart/form-data": {
              "schema": {
                "type": "object",
                "required": [
                  "model",
                  "manifest"
                ],
                "properties": {
                  "model": {
                    "type": "string",
                    "format": "binary"
                  },
                  "manifest": {
                    "type": "string",
                    "description": "The MLModel entity as YAML or JSON"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "202": {
            "description": "Queued",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/IngestionAccepted"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/facets": {
      "get": {
        "operationId": "modelFacets",
        "summary": "Counts per facet under the same filters; each facet ignores its own filter",
        "parameters": [
          {
            "$ref": "#/components/parameters/Text"
          },
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/System"
          },
          {
            "$ref": "#/components/parameters/StageFilter"
          },
          {
            "$ref": "#/components/parameters/FormatFilter"
          },
          {
            "$ref": "#/components/parameters/RiskFilter"
          },
          {
            "$ref": "#/components/parameters/TierFilter"
          },
          {
            "$ref": "#/components/parameters/SignedFilter"
          },
          {
            "$ref": "#/components/parameters/ScanFilter"
          },
          {
            "$ref": "#/components/parameters/ServedFilter"
          },
          {
            "$ref": "#/components/parameters/MeshFilter"
          },
          {
            "$ref": "#/components/parameters/InServiceFilter"
          },
          {
            "$ref": "#/components/parameters/AttentionFilter"
          },
          {
            "$ref": "#/components/parameters/LifecycleFilter"
          }
        ],
        "responses": {
          "200": {
            "description": "Facets",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Facets"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        }
      ],
      "get": {
        "operationId": "getModel",
        "summary": "One model with its versions, now or as of a past instant",
        "parameters": [
          {
            "$ref": "#/components/parameters/AsOf"
          }
        ],
        "responses": {
          "200": {
            "description": "The model",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Model"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/ingestions": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        }
      ],
      "post": {
        "operationId": "ingestModel",
        "summary": "Ingest the catalog's present declaration of this model now",
        "responses": {
          "202": {
            "description": "Queued",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/IngestionAccepted"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        }
      ],
      "get": {
        "operationId": "getVersion",
        "summary": "Artifacts with inspections, checks and stage",
        "parameters": [
          {
            "$ref": "#/components/parameters/AsOf"
          }
        ],
        "responses": {
          "200": {
            "description": "The version",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ModelVersion"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "post": {
        "operationId": "closeVersion",
        "summary": "Close the staged set of artifacts and queue one ingestion; 409 lists what is missing",
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "properties": {
                  "entity": {
                    "$ref": "#/components/schemas/EntityDocument"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "202": {
            "description": "Queued",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/IngestionAccepted"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}/artifacts/{path}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        },
        {
          "$ref": "#/components/parameters/ArtifactPath"
        }
      ],
      "put": {
        "operationId": "putArtifact",
        "summary": "Raw streaming upload into the version's staging",
        "requestBody": {
          "required": true,
          "content": {
            "application/octet-stream": {
              "schema": {
                "type": "string",
                "format": "binary"
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "Staged",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/StagedArtifact"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}/artifacts/{path}/tensors": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        },
        {
          "$ref": "#/components/parameters/ArtifactPath"
        }
      ],
      "get": {
        "operationId": "listTensors",
        "summary": "Tensors of one artifact, pages of at most 1,000",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "offset",
            "in": "query",
            "description": "Number of the first tensor, in place of a cursor",
            "schema": {
              "type": "integer",
              "minimum": 0,
              "maximum": 1000000000
            }
          },
          {
            "name": "search",
            "in": "query",
            "description": "Only tensors whose name contains this, in any case. One answer looks at a bounded number of tensors: it may be short, even empty, and still have a nextCursor. It has no total.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 256,
              "pattern": "^[^\\u0000]*$"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "A page of tensors",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TensorPage"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}/artifacts/{path}/tensors/sizes": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        },
        {
          "$ref": "#/components/parameters/ArtifactPath"
        }
      ],
      "get": {
        "operationId": "getTensorSizes",
        "summary": "Where the bytes of one artifact lie, by dotted prefix of the tensor names, at most 200 groups",
        "responses": {
          "200": {
            "description": "Groups that together hold every tensor",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TensorSizes"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}/diff": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        }
      ],
      "get": {
        "operationId": "compareVersions",
        "summary": "What differs from an earlier version, and whether its callers can go on unchanged",
        "parameters": [
          {
            "name": "from",
            "in": "query",
            "required": true,
            "description": "The version to compare with",
            "schema": {
              "$ref": "#/components/schemas/VersionLabel"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The difference, file by file",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/VersionDifference"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}/sbom": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        }
      ],
      "get": {
        "operationId": "getSbom",
        "summary": "The bill of materials, byte for byte as stored",
        "parameters": [
          {
            "$ref": "#/components/parameters/BomFormat"
          }
        ],
        "responses": {
          "200": {
            "$ref": "#/components/responses/Sbom"
          },
          "304": {
            "description": "Not modified"
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/v1/models/{id}/sbom": {
      "get": {
        "operationId": "getSbomById",
        "summary": "The bill of materials of the model's current version",
        "parameters": [
          {
            "name": "id",
            "in": "path",
            "required": true,
            "schema": {
              "$ref": "#/components/schemas/ModelId"
            }
          },
          {
            "$ref": "#/components/parameters/BomFormat"
          }
        ],
        "responses": {
          "200": {
            "$ref": "#/components/responses/Sbom"
          },
          "304": {
            "description": "Not modified"
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}/attestations": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        }
      ],
      "get": {
        "operationId": "listAttestations",
        "responses": {
          "200": {
            "description": "Attestations, newest first",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Attestation"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "post": {
        "operationId": "recordAttestation",
        "summary": "Keep a statement about this version; its outcome is unverified until a verifier has said otherwise",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "required": [
                  "predicateType",
                  "statement"
                ],
                "properties": {
                  "predicateType": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 512,
                    "pattern": "^[^\\u0000]*$"
                  },
                  "mediaType": {
                    "type": "string",
                    "maxLength": 128,
                    "pattern": "^application/([a-z0-9.-]+\\+)?json$",
                    "default": "application/json"
                  },
                  "statement": {
                    "type": "object",
                    "additionalProperties": true
                  }
                }
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "Recorded",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Attestation"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}/drift": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        }
      ],
      "get": {
        "operationId": "listDrift",
        "summary": "Drift measurements, newest first",
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Measurements",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "nextCursor"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/DriftMeasurement"
                      }
                    },
                    "nextCursor": {
                      "$ref": "#/components/schemas/NextCursor"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "post": {
        "operationId": "recordDrift",
        "summary": "Post a drift measurement; answers what the model's tier does about it",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/DriftInput"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The decision",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/DriftDecision"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}/assessment": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        }
      ],
      "get": {
        "operationId": "getAssessment",
        "summary": "Requirements with their evidence, the tier, the present decision and open reviews",
        "responses": {
          "200": {
            "description": "The assessment",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Assessment"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}/reviews/{reviewId}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        },
        {
          "name": "reviewId",
          "in": "path",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64,
            "pattern": "^[^\\u0000]*$"
          }
        }
      ],
      "post": {
        "operationId": "decideReview",
        "summary": "Approve or reject an open review",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "required": [
                  "decision",
                  "comment"
                ],
                "properties": {
                  "decision": {
                    "type": "string",
                    "enum": [
                      "approve",
                      "reject"
                    ]
                  },
                  "comment": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 4000
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The assessment after the decision",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Assessment"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}/transitions": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        }
      ],
      "post": {
        "operationId": "transitionVersion",
        "summary": "Move a version to another stage, or unblock it",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "required": [
                  "to",
                  "reason"
                ],
                "properties": {
                  "to": {
                    "type": "string",
                    "enum": [
                      "validated",
                      "approved",
                      "deprecated",
                      "retired",
                      "rejected",
                      "blocked",
                      "unblocked"
                    ]
                  },
                  "reason": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 4000
                  },
                  "redirectTo": {
                    "type": "string",
                    "maxLength": 256,
                    "pattern": "^[^\\u0000]*$"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The version after the transition",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ModelVersion"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/versions/{version}/waivers": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        },
        {
          "$ref": "#/components/parameters/Version"
        }
      ],
      "post": {
        "operationId": "waiveRequirement",
        "summary": "A dated exception from one requirement",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "required": [
                  "requirement",
                  "reason",
                  "expiresAt"
                ],
                "properties": {
                  "requirement": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 128,
                    "pattern": "^[^\\u0000]*$"
                  },
                  "reason": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 4000
                  },
                  "expiresAt": {
                    "type": "string",
                    "format": "date-time"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The assessment with the waiver",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Assessment"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/deployments": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        }
      ],
      "get": {
        "operationId": "listDeployments",
        "summary": "Workloads that serve this model, with mesh verdicts, and its rollouts",
        "responses": {
          "200": {
            "description": "Deployments",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Deployments"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/models/{namespace}/{name}/events": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Namespace"
        },
        {
          "$ref": "#/components/parameters/Name"
        }
      ],
      "get": {
        "operationId": "listEvents",
        "summary": "The model's history in order of recording",
        "parameters": [
          {
            "name": "after",
            "in": "query",
            "description": "Sequence where the page before ended; with order=desc only events before it",
            "schema": {
              "type": "integer",
              "minimum": 0,
              "maximum": 9007199254740991,
              "default": 0
            }
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "name": "order",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "asc",
                "desc"
              ],
              "default": "asc"
            }
          },
          {
            "name": "verify",
            "in": "query",
            "description": "Also say whether the hash chain of the whole registry holds: computed anew for a caller with ml-models.registry.verify, for others the last result, if there is one",
            "schema": {
              "type": "boolean",
              "default": false
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Events",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/EventPage"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/documents/{digest}": {
      "get": {
        "operationId": "getDocument",
        "summary": "Immutable bytes by digest, for whoever may read the model that holds them",
        "parameters": [
          {
            "name": "digest",
            "in": "path",
            "required": true,
            "schema": {
              "$ref": "#/components/schemas/Digest"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The document with its own media type",
            "content": {
              "*/*": {
                "schema": {}
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/ingestions": {
      "get": {
        "operationId": "listIngestions",
        "summary": "Attempts to bring versions in, newest first",
        "parameters": [
          {
            "name": "modelRef",
            "in": "query",
            "allowReserved": true,
            "schema": {
              "type": "string",
              "maxLength": 512,
              "pattern": "^[^\\u0000]*$"
            }
          },
          {
            "name": "state",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/IngestionState"
            }
          },
          {
            "name": "latest",
            "in": "query",
            "description": "Only the newest ingestion of each model",
            "schema": {
              "type": "boolean",
              "default": false
            }
          },
          {
            "$ref": "#/components/parameters/Text"
          },
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/System"
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "Ingestions",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "nextCursor"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Ingestion"
                      }
                    },
                    "nextCursor": {
                      "$ref": "#/components/schemas/NextCursor"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/ingestions/{id}": {
      "parameters": [
        {
          "name": "id",
          "in": "path",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64,
            "pattern": "^[^\\u0000]*$"
          }
        }
      ],
      "get": {
        "operationId": "getIngestion",
        "responses": {
          "200": {
            "description": "The ingestion",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Ingestion"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "delete": {
        "operationId": "cancelIngestion",
        "responses": {
          "200": {
            "description": "The ingestion after the request to cancel",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Ingestion"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/summary": {
      "get": {
        "operationId": "getSummary",
        "summary": "Counts over all models that the caller may read",
        "responses": {
          "200": {
            "description": "The summary",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Summary"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/policies": {
      "get": {
        "operationId": "getPolicies",
        "summary": "The governance policy in force",
        "responses": {
          "200": {
            "description": "The policy",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Policy"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/finding-rules": {
      "get": {
        "operationId": "listFindingRules",
        "summary": "What each rule of the built-in readers means and what to do about it",
        "responses": {
          "200": {
            "description": "The catalogue of findings",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/FindingRule"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/admin/status": {
      "get": {
        "operationId": "getAdminStatus",
        "summary": "What runs, what ran last, and the last verification; needs ml-models.registry.administer",
        "responses": {
          "200": {
            "description": "The state",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AdminStatus"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/admin/jobs": {
      "get": {
        "operationId": "listAdminJobs",
        "summary": "What was done, newest first",
        "parameters": [
          {
            "name": "kind",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/AdminJobKind"
            }
          },
          {
            "$ref": "#/components/parameters/Limit"
          }
        ],
        "responses": {
          "200": {
            "description": "Jobs",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/AdminJob"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "post": {
        "operationId": "startAdminJob",
        "summary": "Rebuild the projections, verify the whole registry, delete what is past its retention, or copy an embedded database; one at a time",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "required": [
                  "kind"
                ],
                "properties": {
                  "kind": {
                    "$ref": "#/components/schemas/AdminJobKind"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "202": {
            "description": "It runs; ask for it by its id",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AdminJob"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/admin/jobs/{id}": {
      "get": {
        "operationId": "getAdminJob",
        "summary": "One job, also after a restart and from every replica",
        "parameters": [
          {
            "name": "id",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64,
              "pattern": "^[^\\u0000]*$"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The job",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AdminJob"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/admin/documents/{digest}/erasure": {
      "get": {
        "operationId": "getErasable",
        "summary": "What an erasure of a document would touch",
        "parameters": [
          {
            "name": "digest",
            "in": "path",
            "required": true,
            "schema": {
              "$ref": "#/components/schemas/Digest"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "It can be erased",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "document",
                    "mediaType",
                    "size",
                    "models",
                    "notErased"
                  ],
                  "properties": {
                    "document": {
                      "$ref": "#/components/schemas/Digest"
                    },
                    "mediaType": {
                      "type": "string"
                    },
                    "size": {
                      "type": "integer",
                      "description": "Bytes"
                    },
                    "models": {
                      "type": "integer",
                      "description": "Models whose history names the document"
                    },
                    "notErased": {
                      "$ref": "#/components/schemas/NotErased"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "post": {
        "operationId": "eraseDocument",
        "summary": "Take the bytes of a document away for good; the history of each model that names it says so",
        "parameters": [
          {
            "name": "digest",
            "in": "path",
            "required": true,
            "schema": {
              "$ref": "#/components/schemas/Digest"
            }
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "required": [
                  "reason"
                ],
                "properties": {
                  "reason": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200,
                    "description": "Stays in the history for good; name nobody in it"
                  },
                  "models": {
                    "type": "integer",
                    "minimum": 1,
                    "description": "How many models are meant; a document of several is refused without their number (SHARED_DOCUMENT)"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "It is gone",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "document",
                    "position",
                    "models",
                    "notErased"
                  ],
                  "properties": {
                    "document": {
                      "$ref": "#/components/schemas/Digest"
                    },
                    "position": {
                      "type": "integer",
                      "description": "Event that says it"
                    },
                    "models": {
                      "type": "integer",
                      "description": "Models whose history names the document"
                    },
                    "notErased": {
                      "$ref": "#/components/schemas/NotErased"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/readiness": {
      "get": {
        "operationId": "getReadiness",
        "summary": "200 when the registry does its work, else 503; needs no token and tells words only",
        "security": [],
        "responses": {
          "200": {
            "description": "It does its work",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Readiness"
                }
              }
            }
          },
          "503": {
            "description": "The reasons name what does not",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Readiness"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/metrics": {
      "get": {
        "operationId": "getMetrics",
        "summary": "Prometheus text exposition; needs a token unless mlModels.metrics.public",
        "responses": {
          "200": {
            "description": "Metrics",
            "content": {
              "text/plain": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "bearer": {
        "type": "http",
        "scheme": "bearer"
      }
    },
    "parameters": {
      "Namespace": {
        "name": "namespace",
        "in": "path",
        "required": true,
        "schema": {
          "$ref": "#/components/schemas/NameSegment"
        }
      },
      "Name": {
        "name": "name",
        "in": "path",
        "required": true,
        "schema": {
          "$ref": "#/components/schemas/NameSegment"
        }
      },
      "Version": {
        "name": "version",
        "in": "path",
        "required": true,
        "schema": {
          "$ref": "#/components/schemas/VersionLabel"
        }
      },
      "ArtifactPath": {
        "name": "path",
        "in": "path",
        "required": true,
        "description": "Percent-encoded in one segment",
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 1024
        }
      },
      "AsOf": {
        "name": "asOf",
        "in": "query",
        "allowReserved": true,
        "description": "A position, an instant with offset, or a date (the end of that day, UTC)",
        "schema": {
          "type": "string",
          "maxLength": 64,
          "pattern": "^[^\\u0000]*$"
        }
      },
      "Limit": {
        "name": "limit",
        "in": "query",
        "schema": {
          "type": "integer",
          "minimum": 1,
          "maximum": 1000,
          "default": 50
        }
      },
      "Cursor": {
        "name": "cursor",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "string",
          "maxLength": 1024,
          "pattern": "^[^\\u0000]*$"
        }
      },
      "Text": {
        "name": "text",
        "in": "query",
        "allowReserved": true,
        "description": "Words of name, title, description, tags, task, framework, licence, owner, system, data sets, intended use or card; a SHA-256 digest, its first digits (six or more) or a line of sha256sum finds its file",
        "schema": {
          "type": "string",
          "maxLength": 512,
          "pattern": "^[^\\u0000]*$"
        }
      },
      "Owner": {
        "name": "owner",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "array",
          "items": {
            "type": "string",
            "maxLength": 256,
            "pattern": "^[^\\u0000]*$"
          },
          "maxItems": 50
        }
      },
      "System": {
        "name": "system",
        "in": "query",
        "allowReserved": true,
        "schema": {
          "type": "array",
          "items": {
            "type": "string",
            "maxLength": 256,
            "pattern": "^[^\\u0000]*$"
          },
          "maxItems": 50
        }
      },
      "StageFilter": {
        "name": "stage",
        "in": "query",
        "schema": {
          "type": "array",
          "items": {
            "$ref": "#/components/schemas/Stage"
          }
        }
      },
      "FormatFilter": {
        "name": "format",
        "in": "query",
        "schema": {
          "type": "array",
          "items": {
            "type": "string",
            "maxLength": 64,
            "pattern": "^[^\\u0000]*$"
          },
          "maxItems": 50
        }
      },
      "RiskFilter": {
        "name": "risk",
        "in": "query",
        "schema": {
          "type": "array",
          "items": {
            "$ref": "#/components/schemas/Risk"
          }
        }
      },
      "TierFilter": {
        "name": "tier",
        "in": "query",
        "schema": {
          "type": "array",
          "items": {
            "$ref": "#/components/schemas/Tier"
          }
        }
      },
      "SignedFilter": {
        "name": "signed",
        "in": "query",
        "schema": {
          "type": "array",
          "items": {
            "$ref": "#/components/schemas/SignatureState"
          }
        }
      },
      "ScanFilter": {
        "name": "scan",
        "in": "query",
        "schema": {
          "type": "array",
          "items": {
            "$ref": "#/components/schemas/InspectionStatus"
          }
        }
      },
      "ServedFilter": {
        "name": "served",
        "in": "query",
        "schema": {
          "type": "array",
          "items": {
            "type": "string",
            "enum": [
              "yes",
              "no",
              "canary"
            ]
          }
        }
      },
      "MeshFilter": {
        "name": "mesh",
        "in": "query",
        "schema": {
          "type": "array",
          "items": {
            "$ref": "#/components/schemas/MtlsVerdict"
          },
          "maxItems": 20
        }
      },
      "InServiceFilter": {
        "name": "inService",
        "in": "query",
        "description": "Words of versions in service, see ServedVersion.word",
        "schema": {
          "type": "array",
          "items": {
            "$ref": "#/components/schemas/ServedWord"
          },
          "maxItems": 20
        }
      },
      "ModelRefFilter": {
        "name": "modelRef",
        "in": "query",
        "allowReserved": true,
        "description": "References in full of the models that are asked for",
        "schema": {
          "type": "array",
          "items": {
            "type": "string",
            "maxLength": 512,
            "pattern": "^[^\\u0000]*$"
          },
          "maxItems": 50
        }
      },
      "AttentionFilter": {
        "name": "attention",
        "in": "query",
        "description": "Whether something about the model asks for a person",
        "schema": {
          "type": "array",
          "items": {
            "type": "string",
            "enum": [
              "yes",
              "no"
            ]
          }
        }
      },
      "LifecycleFilter": {
        "name": "lifecycle",
        "in": "query",
        "schema": {
          "type": "array",
          "items": {
            "type": "string",
            "maxLength": 64,
            "pattern": "^[^\\u0000]*$"
          },
          "maxItems": 50
        }
      },
      "BomFormat": {
        "name": "format",
        "in": "query",
        "schema": {
          "type": "string",
          "enum": [
            "spdx-2.3",
            "spdx-3.0",
            "cyclonedx-1.6",
            "cyclonedx-1.7"
          ]
        }
      }
    },
    "responses": {
      "Error": {
        "description": "What went wrong, with every problem at once",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "Sbom": {
        "description": "The document; ETag is its digest",
        "headers": {
          "ETag": {
            "schema": {
              "type": "string"
            }
          }
        },
        "content": {
          "application/spdx+json": {
            "schema": {
              "type": "object",
              "additionalProperties": true
            }
          },
          "application/json": {
            "schema": {
              "type": "object",
              "additionalProperties": true
            }
          }
        }
      }
    },
    "schemas": {
      "NameSegment": {
        "description": "Namespace or name of an entity",
        "type": "string",
        "minLength": 1,
        "maxLength": 63,
        "pattern": "^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$"
      },
      "VersionLabel": {
        "type": "string",
        "minLength": 1,
        "maxLength": 128,
        "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]+$"
      },
      "CompatibilityVerdict": {
        "description": "Whether callers of the earlier one can go on unchanged; unknown is never to be taken for good",
        "type": "string",
        "enum": [
          "compatible",
          "breaking",
          "unknown"
        ]
      },
      "CompatibilityReason": {
        "type": "object",
        "required": [
          "id",
          "verdict",
          "message"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "verdict": {
            "type": "string",
            "enum": [
              "breaking",
              "unknown"
            ]
          },
          "message": {
            "type": "string"
          },
          "subject": {
            "type": "string"
          }
        }
      },
      "TextChange": {
        "type": "object",
        "required": [
          "from",
          "to"
        ],
        "properties": {
          "from": {
            "type": [
              "string",
              "null"
            ]
          },
          "to": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "ListEntry": {
        "description": "One entry of a compared list, with the fields of its kind",
        "type": "object",
        "additionalProperties": true
      },
      "ListDifference": {
        "description": "Entries that differ; the lists are cut, the counts are whole",
        "type": "object",
        "required": [
          "added",
          "removed",
          "changed",
          "counts"
        ],
        "properties": {
          "added": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ListEntry"
            }
          },
          "removed": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ListEntry"
            }
          },
          "changed": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "key",
                "from",
                "to"
              ],
              "properties": {
                "key": {
                  "type": "string"
                },
                "from": {
                  "$ref": "#/components/schemas/ListEntry"
                },
                "to": {
                  "$ref": "#/components/schemas/ListEntry"
                }
              }
            }
          },
          "counts": {
            "type": "object",
            "required": [
              "added",
              "removed",
              "changed",
              "unchanged"
            ],
            "properties": {
              "added": {
                "type": "integer"
              },
              "removed": {
                "type": "integer"
              },
              "changed": {
                "type": "integer"
              },
              "unchanged": {
                "type": "integer"
              }
            }
          }
        }
      },
      "FileDifference": {
        "type": "object",
        "required": [
          "path",
          "state",
          "compatibility",
          "reasons",
          "changes",
          "sections",
          "notCompared"
        ],
        "properties": {
          "path": {
            "type": "string"
          },
          "formerPath": {
            "description": "The file of the earlier version, where it had another path",
            "type": "string"
          },
          "state": {
            "type": "string",
            "enum": [
              "identical",
              "changed",
              "added",
              "removed"
            ]
          },
          "from": {
            "$ref": "#/components/schemas/FileSide"
          },
          "to": {
            "$ref": "#/components/schemas/FileSide"
          },
          "weights": {
            "$ref": "#/components/schemas/Sameness"
          },
          "interface": {
            "$ref": "#/components/schemas/Sameness"
          },
          "compatibility": {
            "$ref": "#/components/schemas/CompatibilityVerdict"
          },
          "reasons": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CompatibilityReason"
            }
          },
          "changes": {
            "description": "format, formatVersion, producer and signature where they differ",
            "type": "object",
            "additionalProperties": {
              "$ref": "#/components/schemas/TextChange"
            }
          },
          "sections": {
            "description": "opsets, inputs, outputs, functions, operators, tensors, nodes, members and metadata that were compared",
            "type": "object",
            "additionalProperties": {
              "$ref": "#/components/schemas/ListDifference"
            }
          },
          "notCompared": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "section",
                "reason"
              ],
              "properties": {
                "section": {
                  "type": "string"
                },
                "reason": {
                  "type": "string"
                }
              }
            }
          }
        }
      },
      "FileSide": {
        "type": "object",
        "required": [
          "digest",
          "size"
        ],
        "properties": {
          "digest": {
            "$ref": "#/components/schemas/Digest"
          },
          "size": {
            "type": "string"
          }
        }
      },
      "Sameness": {
        "type": "string",
        "enum": [
          "equal",
          "differ",
          "unknown"
        ]
      },
      "VersionFact": {
        "description": "One thing recorded of both versions, compared",
        "type": "object",
        "required": [
          "fact",
          "state"
        ],
        "properties": {
          "fact": {
            "type": "string",
            "enum": [
              "files",
              "license",
              "declaration",
              "card",
              "billOfMaterials",
              "metrics"
            ]
          },
          "state": {
            "type": "string",
            "enum": [
              "equal",
              "changed",
              "unknown"
            ]
          },
          "from": {
            "type": "string"
          },
          "to": {
            "type": "string"
          },
          "reason": {
            "type": "string"
          }
        }
      },
      "VersionDifference": {
        "type": "object",
        "required": [
          "from",
          "to",
          "same",
          "headline",
          "compatibility",
          "files",
          "facts",
          "notCompared"
        ],
        "properties": {
          "from": {
            "type": "string"
          },
          "to": {
            "type": "string"
          },
          "same": {
            "type": "boolean",
            "description": "The same set of bytes; compatible alone never says that"
          },
          "headline": {
            "type": "string",
            "description": "What differs, such as \"weights differ, interface equal, licence changed\""
          },
          "compatibility": {
            "$ref": "#/components/schemas/CompatibilityVerdict"
          },
          "files": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/FileDifference"
            }
          },
          "facts": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/VersionFact"
            }
          },
          "notCompared": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "section",
                "reason"
              ],
              "properties": {
                "section": {
                  "type": "string"
                },
                "reason": {
                  "type": "string"
                }
              }
            }
          }
        }
      },
      "ModelId": {
        "type": "string",
        "pattern": "^mdl-[0-9A-HJKMNP-TV-Z]{26}$"
      },
      "Digest": {
        "type": "string",
        "pattern": "^sha256:[0-9a-f]{64}$"
      },
      "Time": {
        "type": "string",
        "format": "date-time"
      },
      "NextCursor": {
        "type": [
          "string",
          "null"
        ]
      },
      "Stage": {
        "type": "string",
        "enum": [
          "registered",
          "validated",
          "approved",
          "deprecated",
          "retired",
          "rejected",
          "blocked",
          "invalid"
        ]
      },
      "Tier": {
        "type": "string",
        "enum": [
          "tier-1",
          "tier-2",
          "tier-3"
        ]
      },
      "Risk": {
        "type": "string",
        "enum": [
          "none",
          "monitor",
          "review",
          "block",
          "unknown"
        ]
      },
      "Level": {
        "type": "string",
        "enum": [
          "declared",
          "inferred",
          "measured",
          "verified",
          "unknown"
        ]
      },
      "SignatureState": {
        "type": "string",
        "enum": [
          "verified",
          "rejected",
          "unverified",
          "none",
          "unknown"
        ]
      },
      "InspectionStatus": {
        "type": "string",
        "description": "unknown where what the scan found cannot be read any more",
        "enum": [
          "clean",
          "findings",
          "unsupported",
          "failed",
          "unknown"
        ]
      },
      "Severity": {
        "type": "string",
        "enum": [
          "critical",
          "high",
          "medium",
          "low",
          "info"
        ]
      },
      "ServedWord": {
        "type": "string",
        "description": "Of a version in service, the loudest first; the last ones are stages",
        "enum": [
          "blocked",
          "rejected",
          "invalid",
          "retired",
          "mismatch",
          "changed",
          "unregistered",
          "signature-rejected",
          "unknown",
          "deprecated",
          "registered",
          "validated",
          "approved"
        ]
      },
      "MtlsVerdict": {
        "type": "string",
        "description": "From the worst to the best; only the last is ever shown as good",
        "enum": [
          "plaintext",
          "partly-plaintext",
          "contradiction",
          "not-enforced-unmeasured",
          "used-not-enforced",
          "unknown",
          "enforced-unconfirmed",
          "enforced-confirmed"
        ]
      },
      "RequiredField": {
        "type": "string",
        "description": "A field without which nothing is registered, as problems name it",
        "enum": [
          "model_name",
          "version",
          "framework",
          "input_shape",
          "output_schema",
          "license",
          "intended_use"
        ]
      },
      "EntityDocument": {
        "type": "object",
        "description": "An MLModel entity as written in catalog-info.yaml",
        "required": [
          "apiVersion",
          "kind",
          "metadata",
          "spec"
        ],
        "properties": {
          "apiVersion": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "metadata": {
            "type": "object",
            "additionalProperties": true,
            "required": [
              "name"
            ],
            "properties": {
              "name": {
                "type": "string"
              }
            }
          },
          "spec": {
            "type": "object",
            "additionalProperties": true
          }
        },
        "additionalProperties": true
      },
      "ErrorBody": {
        "type": "object",
        "required": [
          "error"
        ],
        "properties": {
          "error": {
            "type": "object",
            "required": [
              "name",
              "message"
            ],
            "properties": {
              "name": {
                "type": "string"
              },
              "code": {
                "type": "string"
              },
              "message": {
                "type": "string"
              },
              "ingestionId": {
                "type": "string",
                "description": "The ingestion that keeps this refusal"
              },
              "problems": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/Problem"
                }
              }
            },
            "additionalProperties": true
          }
        },
        "additionalProperties": true
      },
      "Problem": {
        "type": "object",
        "required": [
          "code",
          "message"
        ],
        "properties": {
          "code": {
            "type": "string"
          },
          "field": {
            "type": "string",
            "description": "For a missing declaration one of the seven names; for an artifact its path"
          },
          "message": {
            "type": "string"
          },
          "params": {
            "type": "object",
            "additionalProperties": {
              "type": [
                "string",
                "number",
                "null"
              ]
            }
          },
          "remedy": {
            "type": "string",
            "description": "What to put into catalog-info.yaml, from its top-level key on, where that is the cure"
          }
        }
      },
      "MessageParams": {
        "description": "Values for the place holders of a translated message: texts, numbers, booleans, lists of texts",
        "type": "object",
        "additionalProperties": {}
      },
      "Evidence": {
        "type": "object",
        "required": [
          "role",
          "why"
        ],
        "properties": {
          "role": {
            "type": "string",
            "enum": [
              "decides",
              "overridden",
              "ignored",
              "context"
            ]
          },
          "ref": {
            "type": "string"
          },
          "why": {
            "type": "string",
            "description": "English sentence"
          },
          "id": {
            "type": "string",
            "description": "Message id of the sentence for translation"
          },
          "params": {
            "$ref": "#/components/schemas/MessageParams"
          },
          "source": {
            "type": "string"
          },
          "by": {
            "type": "string",
            "description": "Who recorded it, as the portal knew the caller; `source` is a label of theirs where this is set"
          },
          "at": {
            "$ref": "#/components/schemas/Time"
          },
          "pointer": {
            "type": "string"
          },
          "value": {}
        }
      },
      "Verdict": {
        "description": "One fact as every page shows it",
        "type": "object",
        "required": [
          "word",
          "level",
          "concern",
          "reason",
          "evidence"
        ],
        "properties": {
          "word": {
            "type": "string",
            "description": "One or two words, for example \"clean\" or \"not signed\""
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "concern": {
            "type": "string",
            "enum": [
              "none",
              "attention",
              "bad"
            ]
          },
          "reason": {
            "type": "string",
            "description": "One sentence"
          },
          "id": {
            "type": "string",
            "description": "Message id for translation"
          },
          "params": {
            "type": "object",
            "additionalProperties": {
              "type": [
                "string",
                "number",
                "null"
              ]
            }
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Evidence"
            }
          },
          "remedy": {
            "type": "string",
            "description": "What would change this"
          },
          "command": {
            "type": "string",
            "description": "A command to copy"
          },
          "at": {
            "$ref": "#/components/schemas/Time"
          }
        }
      },
      "Trust": {
        "description": "The trust strip, always in this order",
        "type": "object",
        "required": [
          "bytes",
          "scan",
          "signature",
          "sbom",
          "card",
          "drift",
          "serving"
        ],
        "properties": {
          "bytes": {
            "$ref": "#/components/schemas/Verdict"
          },
          "scan": {
            "$ref": "#/components/schemas/Verdict"
          },
          "signature": {
            "$ref": "#/components/schemas/Verdict"
          },
          "sbom": {
            "$ref": "#/components/schemas/Verdict"
          },
          "card": {
            "$ref": "#/components/schemas/Verdict"
          },
          "drift": {
            "$ref": "#/components/schemas/Verdict"
          },
          "serving": {
            "$ref": "#/components/schemas/Verdict"
          }
        }
      },
      "ModelProblem": {
        "description": "One thing about a model that asks for somebody, with its reason and its cure",
        "type": "object",
        "required": [
          "id",
          "concern",
          "message",
          "params",
          "subject",
          "inService",
          "turn"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "Stable key of the sentence"
          },
          "concern": {
            "type": "string",
            "enum": [
              "bad",
              "attention"
            ]
          },
          "message": {
            "type": "string",
            "description": "English sentence"
          },
          "params": {
            "$ref": "#/components/schemas/MessageParams"
          },
          "subject": {
            "type": "string",
            "description": "What it is about, such as version 1.0.0 or Deployment fraud/scorer port 8012"
          },
          "version": {
            "type": "string"
          },
          "inService": {
            "type": "boolean",
            "description": "It is about a version that is served"
          },
          "turn": {
            "description": "Whose turn it is",
            "type": "object",
            "required": [
              "role"
            ],
            "properties": {
              "role": {
                "type": "string",
                "enum": [
                  "owner",
                  "reviewer",
                  "platform"
                ]
              },
              "ref": {
                "type": "string",
                "description": "Entity reference"
              }
            }
          },
          "since": {
            "$ref": "#/components/schemas/Time"
          },
          "reason": {
            "type": "string",
            "description": "Why it is so"
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Evidence"
            }
          },
          "cure": {
            "description": "What really changes it",
            "type": "object",
            "required": [
              "text"
            ],
            "properties": {
              "text": {
                "type": "string"
              },
              "command": {
                "type": "string"
              },
              "yaml": {
                "type": "string"
              },
              "action": {
                "type": "string",
                "enum": [
                  "check-again",
                  "decide-review"
                ]
              },
              "tab": {
                "type": "string",
                "enum": [
                  "versions",
                  "files",
                  "sbom",
                  "governance",
                  "serving",
                  "rollout"
                ]
              }
            }
          }
        }
      },
      "ServedVersion": {
        "description": "A version that workloads serve, joined with what the registry recorded of it",
        "type": "object",
        "required": [
          "version",
          "digest",
          "stage",
          "decision",
          "signature",
          "servedBytes",
          "level",
          "share",
          "role",
          "word",
          "concern",
          "reason",
          "workloads",
          "stale"
        ],
        "properties": {
          "version": {
            "type": [
              "string",
              "null"
            ],
            "description": "Label of the registered version; null when none could be tied"
          },
          "stated": {
            "type": "string",
            "description": "What the workload states when it is no registered version"
          },
          "digest": {
            "description": "Manifest digest of the registered version",
            "anyOf": [
              {
                "$ref": "#/components/schemas/Digest"
              },
              {
                "type": "null"
              }
            ]
          },
          "stage": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/Stage"
              },
              {
                "type": "null"
              }
            ]
          },
          "decision": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/Risk"
              },
              {
                "type": "null"
              }
            ]
          },
          "signature": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/SignatureState"
              },
              {
                "type": "null"
              }
            ]
          },
          "servedBytes": {
            "$ref": "#/components/schemas/ServedBytes"
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "share": {
            "type": [
              "number",
              "null"
            ],
            "description": "Share of 1 that rollouts give it; null when nothing says"
          },
          "shareSource": {
            "type": "string",
            "enum": [
              "declared",
              "controller",
              "observed"
            ]
          },
          "role": {
            "type": [
              "string",
              "null"
            ],
            "enum": [
              "stable",
              "canary",
              "mirror",
              null
            ]
          },
          "word": {
            "type": "string",
            "description": "The loudest word: blocked, rejected, invalid, retired, mismatch, changed, unregistered, signature-rejected, unknown, deprecated, or its stage"
          },
          "concern": {
            "type": "string",
            "enum": [
              "none",
              "attention",
              "bad"
            ]
          },
          "reason": {
            "type": "string"
          },
          "workloads": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "namespace",
                "kind",
                "name"
              ],
              "properties": {
                "cluster": {
                  "type": "string"
                },
                "namespace": {
                  "type": "string"
                },
                "kind": {
                  "type": "string"
                },
                "name": {
                  "type": "string"
                }
              }
            }
          },
          "observedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "stale": {
            "type": "boolean"
          }
        }
      },
      "ServedBytes": {
        "type": "string",
        "enum": [
          "match",
          "mismatch",
          "claimed",
          "unpinned",
          "unknown"
        ],
        "description": "match and mismatch only where the runtime pins or reports the digest; claimed where only an annotation states it"
      },
      "InService": {
        "description": "What is in service, the worst first",
        "type": "object",
        "required": [
          "state",
          "versions"
        ],
        "properties": {
          "state": {
            "type": "string",
            "enum": [
              "unwatched",
              "not-served",
              "served",
              "unknown"
            ],
            "description": "unknown when not every source could be read in time or a workload does not state which of several models it means"
          },
          "versions": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ServedVersion"
            }
          },
          "reason": {
            "type": "string",
            "description": "Why the state is unknown"
          },
          "observedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "stale": {
            "type": "boolean"
          }
        }
      },
      "MetricVerdict": {
        "description": "One metric of a version with its own verdict",
        "type": "object",
        "required": [
          "metric",
          "verdict"
        ],
        "properties": {
          "metric": {
            "type": "string"
          },
          "score": {
            "type": "number"
          },
          "threshold": {
            "type": [
              "number",
              "null"
            ]
          },
          "samples": {
            "type": "integer"
          },
          "window": {
            "type": "string"
          },
          "measuredAt": {
            "$ref": "#/components/schemas/Time"
          },
          "recordedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "verdict": {
            "$ref": "#/components/schemas/Verdict"
          }
        }
      },
      "ServingSummary": {
        "type": "object",
        "required": [
          "workloads",
          "mtls",
          "canary"
        ],
        "properties": {
          "workloads": {
            "type": [
              "integer",
              "null"
            ]
          },
          "mtls": {
            "type": [
              "string",
              "null"
            ],
            "description": "The worst verdict of all ports"
          },
          "canary": {
            "type": [
              "number",
              "null"
            ],
            "description": "Declared share of the canary"
          },
          "observedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "stale": {
            "type": "boolean"
          }
        }
      },
      "ModelSummary": {
        "type": "object",
        "required": [
          "id",
          "modelRef",
          "name",
          "namespace",
          "title",
          "owner",
          "latestVersion",
          "stage",
          "format",
          "tier",
          "risk",
          "digest",
          "signature",
          "scan",
          "serving",
          "updatedAt",
          "trust",
          "problems",
          "inService"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/ModelId"
          },
          "modelRef": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "description": {
            "type": "string"
          },
          "tags": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "type": {
            "type": "string"
          },
          "lifecycle": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "system": {
            "type": "string"
          },
          "task": {
            "type": "string"
          },
          "framework": {
            "type": "string"
          },
          "license": {
            "type": "string"
          },
          "intendedUse": {
            "type": "string",
            "description": "As declared; absent where it is not or cannot be read"
          },
          "intendedUseUnreadable": {
            "type": "string",
            "description": "Why nobody can say what it is for: the declaration was erased or altered"
          },
          "latestVersion": {
            "type": [
              "string",
              "null"
            ]
          },
          "stage": {
            "$ref": "#/components/schemas/Stage"
          },
          "format": {
            "type": "string"
          },
          "tier": {
            "$ref": "#/components/schemas/Tier"
          },
          "declaredTier": {
            "$ref": "#/components/schemas/Tier"
          },
          "risk": {
            "$ref": "#/components/schemas/Risk"
          },
          "digest": {
            "description": "Manifest digest of the latest version",
            "anyOf": [
              {
                "$ref": "#/components/schemas/Digest"
              },
              {
                "type": "null"
              }
            ]
          },
          "fileDigest": {
            "description": "SHA-256 of the file as sha256sum prints it, where the version has one file; digest is that of the set",
            "allOf": [
              {
                "$ref": "#/components/schemas/Digest"
              }
            ]
          },
          "signature": {
            "$ref": "#/components/schemas/SignatureState"
          },
          "scan": {
            "$ref": "#/components/schemas/InspectionStatus"
          },
          "serving": {
            "$ref": "#/components/schemas/ServingSummary"
          },
          "attention": {
            "type": "string",
            "description": "The worst of problems as a sentence"
          },
          "problems": {
            "type": "array",
            "description": "Everything that asks for somebody, the worst first",
            "items": {
              "$ref": "#/components/schemas/ModelProblem"
            }
          },
          "inService": {
            "$ref": "#/components/schemas/InService"
          },
          "size": {
            "type": "string",
            "description": "Bytes of the latest version as a decimal string"
          },
          "parameters": {
            "type": "string"
          },
          "updatedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "trust": {
            "$ref": "#/components/schemas/Trust"
          },
          "removedFromCatalog": {
            "type": "boolean"
          }
        }
      },
      "ModelPage": {
        "type": "object",
        "required": [
          "items",
          "nextCursor"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ModelSummary"
            }
          },
          "nextCursor": {
            "$ref": "#/components/schemas/NextCursor"
          },
          "total": {
            "type": [
              "integer",
              "null"
            ]
          }
        }
      },
      "Facets": {
        "type": "object",
        "required": [
          "facets",
          "total"
        ],
        "properties": {
          "total": {
            "type": "integer"
          },
          "attention": {
            "type": "integer",
            "description": "Models that ask for a person"
          },
          "facets": {
            "type": "object",
            "additionalProperties": {
              "type": "array",
              "items": {
                "type": "object",
                "required": [
                  "value",
                  "count"
                ],
                "properties": {
                  "value": {
                    "type": "string"
                  },
                  "count": {
                    "type": "integer"
                  }
                }
              }
            }
          }
        }
      },
      "VersionSummary": {
        "type": "object",
        "required": [
          "version",
          "labels",
          "manifestDigest",
          "stage",
          "risk",
          "scan",
          "formats",
          "size",
          "createdAt"
        ],
        "properties": {
          "version": {
            "type": "string"
          },
          "labels": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Every label these bytes carry, the first one first"
          },
          "manifestDigest": {
            "$ref": "#/components/schemas/Digest"
          },
          "fileDigest": {
            "description": "SHA-256 of the file as sha256sum prints it, where the version has one file; digest is that of the set",
            "allOf": [
              {
                "$ref": "#/components/schemas/Digest"
              }
            ]
          },
          "stage": {
            "$ref": "#/components/schemas/Stage"
          },
          "risk": {
            "$ref": "#/components/schemas/Risk"
          },
          "scan": {
            "$ref": "#/components/schemas/InspectionStatus"
          },
          "formats": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "size": {
            "type": "string"
          },
          "inService": {
            "$ref": "#/components/schemas/ServedVersion"
          },
          "baseVersion": {
            "type": "string"
          },
          "changelogUrl": {
            "type": "string"
          },
          "createdAt": {
            "$ref": "#/components/schemas/Time"
          },
          "blocked": {
            "type": "object",
            "required": [
              "rule",
              "reason",
              "at"
            ],
            "properties": {
              "rule": {
                "type": "string"
              },
              "reason": {
                "type": "string"
              },
              "at": {
                "$ref": "#/components/schemas/Time"
              }
            }
          },
          "deprecation": {
            "type": "object",
            "required": [
              "reason",
              "effectiveAt"
            ],
            "properties": {
              "reason": {
                "type": "string"
              },
              "effectiveAt": {
                "$ref": "#/components/schemas/Time"
              },
              "redirectTo": {
                "type": "string"
              }
            }
          }
        }
      },
      "Model": {
        "allOf": [
          {
            "$ref": "#/components/schemas/ModelSummary"
          },
          {
            "type": "object",
            "required": [
              "versions",
              "entity",
              "position"
            ],
            "properties": {
              "versions": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/VersionSummary"
                }
              },
              "entity": {
                "description": "The declaration as recorded",
                "anyOf": [
                  {
                    "$ref": "#/components/schemas/EntityDocument"
                  },
                  {
                    "type": "null"
                  }
                ]
              },
              "card": {
                "$ref": "#/components/schemas/Card"
              },
              "latestIngestion": {
                "$ref": "#/components/schemas/Ingestion"
              },
              "position": {
                "type": "integer",
                "description": "Global position of the last event in this answer"
              },
              "asOf": {
                "type": "object",
                "required": [
                  "asked",
                  "position",
                  "recordedAt"
                ],
                "properties": {
                  "asked": {
                    "type": "string"
                  },
                  "position": {
                    "type": "integer"
                  },
                  "recordedAt": {
                    "anyOf": [
                      {
                        "$ref": "#/components/schemas/Time"
                      },
                      {
                        "type": "null"
                      }
                    ]
                  }
                }
              }
            }
          }
        ]
      },
      "Card": {
        "type": "object",
        "required": [
          "markdown",
          "frontMatter",
          "sections",
          "completeness"
        ],
        "properties": {
          "path": {
            "type": "string"
          },
          "markdown": {
            "type": "string",
            "description": "Without its front matter"
          },
          "frontMatter": {
            "type": "object",
            "additionalProperties": true
          },
          "sections": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Headings found"
          },
          "completeness": {
            "type": "number",
            "minimum": 0,
            "maximum": 1
          },
          "missing": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "digest": {
            "$ref": "#/components/schemas/Digest"
          }
        }
      },
      "ValueInfo": {
        "type": "object",
        "required": [
          "name"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "dtype": {
            "type": "string"
          },
          "shape": {
            "anyOf": [
              {
                "type": "null"
              },
              {
                "type": "array",
                "items": {
                  "type": [
                    "integer",
                    "string",
                    "null"
                  ]
                }
              }
            ]
          },
          "type": {
            "type": "string"
          }
        }
      },
      "Finding": {
        "type": "object",
        "required": [
          "rule",
          "severity",
          "message"
        ],
        "properties": {
          "rule": {
            "type": "string"
          },
          "severity": {
            "$ref": "#/components/schemas/Severity"
          },
          "message": {
            "type": "string"
          },
          "params": {
            "type": "object",
            "additionalProperties": {
              "type": [
                "string",
                "number"
              ]
            }
          },
          "location": {
            "type": "object",
            "properties": {
              "offset": {
                "type": "integer"
              },
              "member": {
                "type": "string"
              }
            }
          }
        }
      },
      "FindingRule": {
        "type": "object",
        "required": [
          "rule",
          "severity",
          "cwe",
          "risk",
          "advice"
        ],
        "properties": {
          "rule": {
            "type": "string"
          },
          "severity": {
            "$ref": "#/components/schemas/Severity"
          },
          "cwe": {
            "type": "string",
            "description": "Weakness class, CWE-<number>"
          },
          "risk": {
            "type": "string",
            "description": "What somebody gains who put this into a file"
          },
          "advice": {
            "type": "string"
          }
        }
      },
      "AdapterFacts": {
        "description": "What an adapter (LoRA and its kin) says of itself; null is not stated",
        "type": "object",
        "required": [
          "convention",
          "type",
          "baseModel",
          "rank",
          "alpha",
          "targets"
        ],
        "properties": {
          "convention": {
            "type": "string",
            "enum": [
              "kohya",
              "peft",
              "modelspec",
              "gguf"
            ]
          },
          "type": {
            "type": "string"
          },
          "baseModel": {
            "type": [
              "string",
              "null"
            ]
          },
          "rank": {
            "type": [
              "number",
              "null"
            ],
            "description": "Rank of all layers; null when they differ as well"
          },
          "ranks": {
            "type": "object",
            "additionalProperties": {
              "type": "integer"
            },
            "description": "Layers per rank"
          },
          "alpha": {
            "type": [
              "number",
              "null"
            ]
          },
          "targets": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "DeclaredDigest": {
        "description": "A digest that the file declares of its own content",
        "type": "object",
        "required": [
          "name",
          "declared",
          "computed",
          "outcome"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "declared": {
            "type": "string"
          },
          "computed": {
            "type": [
              "string",
              "null"
            ]
          },
          "outcome": {
            "type": "string",
            "enum": [
              "match",
              "mismatch",
              "not_computed"
            ]
          },
          "reason": {
            "type": "string"
          }
        }
      },
      "DigestedPart": {
        "description": "A part of the file that is digested apart",
        "type": "object",
        "required": [
          "name",
          "bytes",
          "sha256"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "bytes": {
            "type": "string"
          },
          "sha256": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "Inspection": {
        "description": "Head document of the inspection; tensors come in pages from their own route",
        "type": "object",
        "required": [
          "format",
          "status",
          "findings"
        ],
        "properties": {
          "format": {
            "type": "string"
          },
          "formatVersion": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/InspectionStatus"
          },
          "unreadable": {
            "type": "string",
            "description": "Why what was found cannot be read; findings are then not known, and not none"
          },
          "producer": {
            "type": "object",
            "required": [
              "name"
            ],
            "properties": {
              "name": {
                "type": "string"
              },
              "version": {
                "type": "string"
              }
            }
          },
          "opsets": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "domain",
                "version"
              ],
              "properties": {
                "domain": {
                  "type": "string"
                },
                "version": {
                  "type": "integer"
                }
              }
            }
          },
          "inputs": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ValueInfo"
            }
          },
          "outputs": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ValueInfo"
            }
          },
          "signature": {
            "type": "string"
          },
          "signatures": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "key",
                "inputs",
                "outputs"
              ],
              "properties": {
                "key": {
                  "type": "string"
                },
                "inputs": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/ValueInfo"
                  }
                },
                "outputs": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/ValueInfo"
                  }
                }
              }
            }
          },
          "functions": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "domain",
                "name"
              ],
              "properties": {
                "domain": {
                  "type": "string"
                },
                "name": {
                  "type": "string"
                }
              }
            }
          },
          "operators": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "domain",
                "type",
                "count"
              ],
              "properties": {
                "domain": {
                  "type": "string"
                },
                "type": {
                  "type": "string"
                },
                "count": {
                  "type": "integer"
                }
              }
            }
          },
          "tensors": {
            "type": "object",
            "required": [
              "count",
              "parameters",
              "bytes",
              "dtypes"
            ],
            "properties": {
              "count": {
                "type": "integer"
              },
              "parameters": {
                "type": "string"
              },
              "bytes": {
                "type": "string"
              },
              "dtypes": {
                "type": "object",
                "additionalProperties": {
                  "type": "integer"
                }
              }
            }
          },
          "metadata": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "companions": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "location",
                "requiredBytes"
              ],
              "properties": {
                "location": {
                  "type": "string"
                },
                "requiredBytes": {
                  "type": [
                    "string",
                    "null"
                  ]
                },
                "refused": {
                  "type": "string"
                }
              }
            }
          },
          "adapter": {
            "$ref": "#/components/schemas/AdapterFacts"
          },
          "declaredDigests": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/DeclaredDigest"
            }
          },
          "parts": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/DigestedPart"
            }
          },
          "findings": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Finding"
            }
          },
          "error": {
            "type": "object",
            "required": [
              "code",
              "message"
            ],
            "properties": {
              "code": {
                "type": "string"
              },
              "message": {
                "type": "string"
              },
              "offset": {
                "type": "integer"
              }
            }
          },
          "truncated": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Fields cut to keep the head document within 64 KiB"
          }
        }
      },
      "Artifact": {
        "type": "object",
        "required": [
          "path",
          "size",
          "digest",
          "mediaType",
          "inspection"
        ],
        "properties": {
          "path": {
            "type": "string"
          },
          "size": {
            "type": "string"
          },
          "digest": {
            "$ref": "#/components/schemas/Digest"
          },
          "merkleRoot": {
            "$ref": "#/components/schemas/Digest"
          },
          "chunkSize": {
            "type": "integer"
          },
          "chunks": {
            "type": "integer",
            "description": "Number of leaves; the list is the document chunksDigest"
          },
          "chunksDigest": {
            "$ref": "#/components/schemas/Digest"
          },
          "declaredDigest": {
            "$ref": "#/components/schemas/Digest"
          },
          "mediaType": {
            "type": "string"
          },
          "source": {
            "type": "string"
          },
          "inspection": {
            "$ref": "#/components/schemas/Inspection"
          }
        }
      },
      "Check": {
        "type": "object",
        "required": [
          "id",
          "outcome",
          "message"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "outcome": {
            "type": "string",
            "enum": [
              "passed",
              "failed",
              "unknown"
            ]
          },
          "message": {
            "type": "string"
          },
          "params": {
            "type": "object",
            "additionalProperties": {
              "type": [
                "string",
                "number",
                "null"
              ]
            }
          }
        }
      },
      "ModelVersion": {
        "allOf": [
          {
            "$ref": "#/components/schemas/VersionSummary"
          },
          {
            "type": "object",
            "required": [
              "artifacts",
              "checks",
              "trust"
            ],
            "properties": {
              "artifacts": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/Artifact"
                }
              },
              "checks": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/Check"
                }
              },
              "trust": {
                "$ref": "#/components/schemas/Trust"
              },
              "entity": {
                "description": "The declaration that this version was registered with",
                "anyOf": [
                  {
                    "$ref": "#/components/schemas/EntityDocument"
                  },
                  {
                    "type": "null"
                  }
                ]
              },
              "card": {
                "$ref": "#/components/schemas/Card"
              },
              "license": {
                "description": "Of this version; what a file or the model card states of itself beside what was declared",
                "type": "object",
                "properties": {
                  "declared": {
                    "type": "string"
                  },
                  "stated": {
                    "type": "string"
                  },
                  "agree": {
                    "type": "boolean"
                  }
                }
              },
              "redeclared": {
                "description": "Present while something else is declared than what the version was registered with",
                "type": "object",
                "required": [
                  "at",
                  "reason"
                ],
                "properties": {
                  "at": {
                    "$ref": "#/components/schemas/Time"
                  },
                  "by": {
                    "type": "string",
                    "enum": [
                      "catalog",
                      "api",
                      "upload"
                    ]
                  },
                  "license": {
                    "type": "string"
                  },
                  "reason": {
                    "type": "string"
                  }
                }
              },
              "bytesKept": {
                "type": "boolean",
                "description": "False when the registry holds facts and digests but not the bytes"
              }
            }
          }
        ]
      },
      "StagedArtifact": {
        "type": "object",
        "required": [
          "path",
          "size",
          "digest"
        ],
        "properties": {
          "path": {
            "type": "string"
          },
          "size": {
            "type": "string"
          },
          "digest": {
            "$ref": "#/components/schemas/Digest"
          }
        }
      },
      "TensorPage": {
        "type": "object",
        "required": [
          "items",
          "nextCursor"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "name",
                "dtype",
                "shape",
                "offset",
                "bytes"
              ],
              "properties": {
                "name": {
                  "type": "string"
                },
                "dtype": {
                  "type": "string"
                },
                "shape": {
                  "type": "array",
                  "items": {
                    "type": [
                      "integer",
                      "string",
                      "null"
                    ]
                  }
                },
                "offset": {
                  "type": [
                    "integer",
                    "null"
                  ]
                },
                "bytes": {
                  "type": [
                    "string",
                    "null"
                  ]
                }
              }
            }
          },
          "nextCursor": {
            "$ref": "#/components/schemas/NextCursor"
          },
          "total": {
            "type": "integer"
          }
        }
      },
      "TensorSizes": {
        "type": "object",
        "required": [
          "groups",
          "tensors",
          "bytes",
          "unknown"
        ],
        "properties": {
          "groups": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/TensorGroup"
            }
          },
          "tensors": {
            "type": "integer",
            "description": "All tensors"
          },
          "bytes": {
            "type": "string",
            "description": "Sum of the sizes that are known"
          },
          "unknown": {
            "type": "integer",
            "description": "Tensors whose size is not known"
          }
        }
      },
      "TensorGroup": {
        "description": "Tensors below one prefix",
        "type": "object",
        "required": [
          "prefix",
          "family",
          "kind",
          "tensors",
          "bytes"
        ],
        "properties": {
          "prefix": {
            "type": "string",
            "description": "Name of a tensor or what the names of a group begin with; empty for all names"
          },
          "family": {
            "type": "string",
            "description": "The widest prefix that tells this group from others"
          },
          "kind": {
            "type": "string",
            "enum": [
              "tensor",
              "group",
              "rest"
            ],
            "description": "rest is what is left of a prefix beside its own groups"
          },
          "tensors": {
            "type": "integer"
          },
          "bytes": {
            "type": "string"
          }
        }
      },
      "Attestation": {
        "type": "object",
        "required": [
          "predicateType",
          "subject",
          "outcome",
          "recordedAt",
          "document"
        ],
        "properties": {
          "predicateType": {
            "type": "string"
          },
          "subject": {
            "$ref": "#/components/schemas/Digest"
          },
          "outcome": {
            "type": "string",
            "description": "unknown where the statement cannot be read any more",
            "enum": [
              "verified",
              "rejected",
              "unverified",
              "unknown"
            ]
          },
          "unreadable": {
            "type": "string",
            "description": "Why the statement cannot be read"
          },
          "verifier": {
            "type": "string"
          },
          "identity": {
            "type": "string"
          },
          "recordedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "recordedBy": {
            "type": "string"
          },
          "document": {
            "$ref": "#/components/schemas/DocumentRef"
          }
        }
      },
      "DocumentRef": {
        "type": "object",
        "required": [
          "digest",
          "mediaType",
          "size"
        ],
        "properties": {
          "digest": {
            "$ref": "#/components/schemas/Digest"
          },
          "mediaType": {
            "type": "string"
          },
          "size": {
            "type": "integer"
          }
        }
      },
      "DriftInput": {
        "type": "object",
        "required": [
          "metric",
          "score"
        ],
        "properties": {
          "metric": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[^\\u0000]*$"
          },
          "score": {
            "type": "number",
            "minimum": 0,
            "description": "Finite"
          },
          "samples": {
            "type": "integer",
            "minimum": 0,
            "maximum": 9007199254740991
          },
          "window": {
            "type": "string",
            "maxLength": 64,
            "pattern": "^[^\\u0000]*$",
            "description": "ISO 8601 duration"
          },
          "measuredAt": {
            "$ref": "#/components/schemas/Time"
          },
          "source": {
            "type": "string",
            "maxLength": 256,
            "pattern": "^[^\\u0000]*$"
          }
        }
      },
      "DriftDecision": {
        "type": "object",
        "required": [
          "action",
          "tier",
          "threshold",
          "reason"
        ],
        "properties": {
          "action": {
            "type": "string",
            "enum": [
              "none",
              "monitor",
              "review",
              "block",
              "unknown"
            ]
          },
          "tier": {
            "$ref": "#/components/schemas/Tier"
          },
          "threshold": {
            "type": [
              "number",
              "null"
            ]
          },
          "metric": {
            "type": "string"
          },
          "score": {
            "type": "number"
          },
          "reason": {
            "type": "string"
          },
          "reviewId": {
            "type": "string"
          },
          "newerMeasuredAt": {
            "$ref": "#/components/schemas/Time"
          }
        }
      },
      "DriftMeasurement": {
        "type": "object",
        "required": [
          "metric",
          "score",
          "recordedAt",
          "action",
          "tier",
          "threshold"
        ],
        "properties": {
          "metric": {
            "type": "string"
          },
          "score": {
            "type": "number"
          },
          "samples": {
            "type": "integer"
          },
          "window": {
            "type": "string"
          },
          "source": {
            "type": "string"
          },
          "measuredAt": {
            "$ref": "#/components/schemas/Time"
          },
          "recordedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "action": {
            "$ref": "#/components/schemas/Risk"
          },
          "tier": {
            "$ref": "#/components/schemas/Tier"
          },
          "threshold": {
            "type": [
              "number",
              "null"
            ]
          },
          "reason": {
            "type": "string"
          },
          "by": {
            "type": "string"
          },
          "newerMeasuredAt": {
            "$ref": "#/components/schemas/Time"
          }
        }
      },
      "Review": {
        "type": "object",
        "required": [
          "id",
          "subject",
          "reason",
          "requestedAt",
          "state"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "subject": {
            "type": "string",
            "enum": [
              "drift",
              "tier-change",
              "approval"
            ]
          },
          "reason": {
            "type": "string"
          },
          "version": {
            "type": "string"
          },
          "requestedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "state": {
            "type": "string",
            "enum": [
              "open",
              "approved",
              "rejected"
            ]
          },
          "decidedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "decidedBy": {
            "type": "string"
          },
          "comment": {
            "type": "string"
          }
        }
      },
      "RequirementResult": {
        "type": "object",
        "required": [
          "id",
          "function",
          "subcategory",
          "title",
          "state",
          "reason"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "function": {
            "type": "string",
            "enum": [
              "map",
              "measure",
              "manage",
              "govern"
            ]
          },
          "subcategory": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "state": {
            "type": "string",
            "enum": [
              "met",
              "gap",
              "waived",
              "unknown"
            ]
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "reason": {
            "type": "string"
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Evidence"
            }
          },
          "at": {
            "$ref": "#/components/schemas/Time"
          },
          "waiver": {
            "type": "object",
            "required": [
              "reason",
              "expiresAt"
            ],
            "properties": {
              "reason": {
                "type": "string"
              },
              "expiresAt": {
                "$ref": "#/components/schemas/Time"
              },
              "by": {
                "type": "string"
              }
            }
          },
          "endedWaiver": {
            "description": "One that has not run out but is not in force any more",
            "type": "object",
            "required": [
              "reason",
              "expiresAt",
              "why"
            ],
            "properties": {
              "reason": {
                "type": "string"
              },
              "expiresAt": {
                "$ref": "#/components/schemas/Time"
              },
              "by": {
                "type": "string"
              },
              "why": {
                "type": "string"
              }
            }
          }
        }
      },
      "Assessment": {
        "type": "object",
        "required": [
          "version",
          "tier",
          "decision",
          "reason",
          "requirements",
          "reviews",
          "decisions"
        ],
        "properties": {
          "version": {
            "type": "string"
          },
          "tier": {
            "type": "object",
            "required": [
              "effective",
              "declared",
              "reason"
            ],
            "properties": {
              "effective": {
                "$ref": "#/components/schemas/Tier"
              },
              "declared": {
                "anyOf": [
                  {
                    "$ref": "#/components/schemas/Tier"
                  },
                  {
                    "type": "null"
                  }
                ]
              },
              "reason": {
                "type": "string"
              }
            }
          },
          "decision": {
            "$ref": "#/components/schemas/Risk"
          },
          "stage": {
            "$ref": "#/components/schemas/Stage"
          },
          "reason": {
            "type": "string"
          },
          "requirements": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/RequirementResult"
            }
          },
          "reviews": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Review"
            }
          },
          "decisions": {
            "type": "array",
            "description": "Decisions of the past, newest first",
            "items": {
              "type": "object",
              "required": [
                "type",
                "reason",
                "at"
              ],
              "properties": {
                "type": {
                  "type": "string"
                },
                "reason": {
                  "type": "string"
                },
                "at": {
                  "$ref": "#/components/schemas/Time"
                },
                "by": {
                  "type": "string"
                }
              }
            }
          },
          "thresholds": {
            "type": "object",
            "additionalProperties": {
              "type": "number"
            }
          },
          "metrics": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/MetricVerdict"
            }
          }
        }
      },
      "Deployments": {
        "type": "object",
        "required": [
          "workloads",
          "rollouts",
          "sources"
        ],
        "properties": {
          "workloads": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/DeployedWorkload"
            }
          },
          "rollouts": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/DeployedRollout"
            }
          },
          "inService": {
            "$ref": "#/components/schemas/InService"
          },
          "undecided": {
            "type": "boolean",
            "description": "A workload has what ties it to this model and to another, and does not state which it means; it is listed with the other"
          },
          "sources": {
            "type": "array",
            "description": "What was read, when, and what could not be",
            "items": {
              "type": "object",
              "required": [
                "cluster",
                "observedAt",
                "stale",
                "problems"
              ],
              "properties": {
                "cluster": {
                  "type": "string"
                },
                "observedAt": {
                  "anyOf": [
                    {
                      "$ref": "#/components/schemas/Time"
                    },
                    {
                      "type": "null"
                    }
                  ]
                },
                "stale": {
                  "type": "boolean"
                },
                "problems": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                }
              }
            }
          }
        }
      },
      "DeployedWorkload": {
        "description": "A workload as one look showed it; of an old look it is what was, and its verdicts are unknown",
        "allOf": [
          {
            "$ref": "#/components/schemas/Workload"
          },
          {
            "type": "object",
            "properties": {
              "observedAt": {
                "$ref": "#/components/schemas/Time"
              },
              "stale": {
                "type": "boolean"
              },
              "seenIn": {
                "$ref": "#/components/schemas/ObservationSource"
              }
            }
          }
        ]
      },
      "DeployedRollout": {
        "description": "A rollout as one look showed it",
        "allOf": [
          {
            "$ref": "#/components/schemas/Rollout"
          },
          {
            "type": "object",
            "properties": {
              "observedAt": {
                "$ref": "#/components/schemas/Time"
              },
              "stale": {
                "type": "boolean"
              },
              "seenIn": {
                "$ref": "#/components/schemas/ObservationSource"
              }
            }
          }
        ]
      },
      "ObservationSource": {
        "type": "string",
        "enum": [
          "manifests",
          "cluster"
        ],
        "description": "manifests: only what is written was read; cluster: running objects were listed"
      },
      "Workload": {
        "description": "One line of the posture command; see serving-posture",
        "type": "object",
        "required": [
          "kind",
          "namespace",
          "owner",
          "role",
          "serviceAccount",
          "dataPlane",
          "ports",
          "authorization",
          "callers",
          "secureLoading",
          "model",
          "findings"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "const": "workload"
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "owner": {
            "type": "object",
            "required": [
              "kind",
              "name"
            ],
            "properties": {
              "kind": {
                "type": "string"
              },
              "name": {
                "type": "string"
              }
            }
          },
          "role": {
            "type": "string",
            "enum": [
              "serves",
              "trains",
              "uses"
            ],
            "description": "What the workload does with its model; only serves counts as serving"
          },
          "serviceAccount": {
            "type": "string"
          },
          "pods": {
            "description": "Absent when no running pod was seen",
            "type": "object",
            "required": [
              "running",
              "dataPlanes"
            ],
            "properties": {
              "running": {
                "type": "integer"
              },
              "dataPlanes": {
                "type": "object",
                "properties": {
                  "istio-sidecar": {
                    "type": "integer"
                  },
                  "istio-ambient": {
                    "type": "integer"
                  },
                  "linkerd": {
                    "type": "integer"
                  },
                  "none": {
                    "type": "integer"
                  },
                  "unknown": {
                    "type": "integer"
                  }
                }
              }
            }
          },
          "dataPlane": {
            "$ref": "#/components/schemas/DataPlaneFact"
          },
          "ports": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PortPosture"
            }
          },
          "authorization": {
            "$ref": "#/components/schemas/AuthorizationFact"
          },
          "callers": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Caller"
            }
          },
          "denied": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Caller"
            }
          },
          "secureLoading": {
            "type": "object",
            "required": [
              "encryptedAtRest",
              "decryption",
              "trustedExecution"
            ],
            "properties": {
              "encryptedAtRest": {
                "$ref": "#/components/schemas/YesNoFact"
              },
              "decryption": {
                "$ref": "#/components/schemas/DecryptionFact"
              },
              "trustedExecution": {
                "$ref": "#/components/schemas/YesNoFact"
              }
            }
          },
          "model": {
            "$ref": "#/components/schemas/ModelJoin"
          },
          "findings": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PostureFinding"
            }
          }
        }
      },
      "DataPlaneFact": {
        "type": "object",
        "required": [
          "value",
          "level",
          "evidence"
        ],
        "properties": {
          "value": {
            "type": "string",
            "enum": [
              "istio-sidecar",
              "istio-ambient",
              "linkerd",
              "none",
              "unknown"
            ]
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PostureEvidence"
            }
          }
        }
      },
      "AuthorizationFact": {
        "type": "object",
        "required": [
          "value",
          "level",
          "evidence"
        ],
        "properties": {
          "value": {
            "type": "string",
            "enum": [
              "no-policy",
              "allow-any",
              "allow-list",
              "deny-all",
              "delegated",
              "unknown"
            ]
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PostureEvidence"
            }
          }
        }
      },
      "YesNoFact": {
        "type": "object",
        "required": [
          "value",
          "level",
          "evidence"
        ],
        "properties": {
          "value": {
            "type": "string",
            "enum": [
              "yes",
              "no",
              "unknown"
            ]
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PostureEvidence"
            }
          }
        }
      },
      "DecryptionFact": {
        "description": "Whether the loader is told to decrypt; not whether there is anything to decrypt",
        "type": "object",
        "required": [
          "value",
          "level",
          "evidence"
        ],
        "properties": {
          "value": {
            "type": "string",
            "enum": [
              "configured",
              "unknown"
            ]
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PostureEvidence"
            }
          }
        }
      },
      "PostureEvidence": {
        "description": "One step of the reasoning, in the order it was taken",
        "type": "object",
        "required": [
          "ref",
          "role",
          "why",
          "id"
        ],
        "properties": {
          "ref": {
            "type": "string",
            "description": "Kind namespace/name"
          },
          "role": {
            "type": "string",
            "enum": [
              "decides",
              "overridden",
              "ignored",
              "context"
            ]
          },
          "why": {
            "type": "string"
          },
          "id": {
            "type": "string"
          },
          "params": {
            "$ref": "#/components/schemas/MessageParams"
          },
          "pointer": {
            "type": "string",
            "description": "JSON pointer into the object"
          },
          "value": {
            "type": "string",
            "description": "The word of the source itself",
            "such as STRICT": null
          }
        }
      },
      "PortPosture": {
        "type": "object",
        "required": [
          "port",
          "protocol",
          "mtls",
          "evidence"
        ],
        "properties": {
          "port": {
            "type": "integer"
          },
          "name": {
            "type": "string"
          },
          "protocol": {
            "type": "string",
            "enum": [
              "TCP",
              "UDP",
              "SCTP"
            ]
          },
          "mtls": {
            "type": "object",
            "required": [
              "declared",
              "observed",
              "verdict"
            ],
            "properties": {
              "declared": {
                "type": "string",
                "enum": [
                  "required",
                  "optional",
                  "refused",
                  "none",
                  "unknown"
                ]
              },
              "observed": {
                "type": "string",
                "enum": [
                  "mtls_only",
                  "mixed",
                  "plaintext_only",
                  "no_traffic",
                  "not_measurable"
                ]
              },
              "verdict": {
                "$ref": "#/components/schemas/MtlsVerdict"
              }
            }
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PostureEvidence"
            }
          }
        }
      },
      "Caller": {
        "type": "object",
        "required": [
          "principal",
          "scope",
          "operations",
          "via",
          "serviceAccounts"
        ],
        "properties": {
          "principal": {
            "type": "string"
          },
          "scope": {
            "type": "string",
            "enum": [
              "identity",
              "pattern",
              "namespace",
              "any-meshed",
              "anyone"
            ]
          },
          "operations": {
            "type": "array",
            "items": {
              "type": "object",
              "description": "What the caller may do; an absent field does not constrain",
              "properties": {
                "hosts": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                "ports": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                "methods": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                "paths": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                "notHosts": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                "notPorts": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                "notMethods": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                "notPaths": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                }
              }
            }
          },
          "via": {
            "type": "string",
            "description": "The policy that admits the caller"
          },
          "serviceAccounts": {
            "type": [
              "array",
              "null"
            ],
            "items": {
              "type": "string"
            }
          },
          "conditions": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "limitedBy": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "ModelJoin": {
        "type": "object",
        "required": [
          "ref",
          "version",
          "join",
          "servedBytes",
          "level",
          "evidence"
        ],
        "properties": {
          "ref": {
            "type": [
              "string",
              "null"
            ]
          },
          "version": {
            "type": [
              "string",
              "null"
            ]
          },
          "digest": {
            "type": "string"
          },
          "manifestDigest": {
            "type": "string",
            "description": "Of the registered version that a stated digest belongs to"
          },
          "join": {
            "type": "string",
            "enum": [
              "digest",
              "annotation",
              "uri",
              "entity",
              "none"
            ]
          },
          "servedBytes": {
            "$ref": "#/components/schemas/ServedBytes"
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PostureEvidence"
            }
          },
          "also": {
            "type": "array",
            "description": "What else the workload serves or says that it serves",
            "items": {
              "$ref": "#/components/schemas/AlsoServed"
            }
          }
        }
      },
      "AlsoServed": {
        "type": "object",
        "description": "One more digest or label of a workload, such as that of a second container or of other pods",
        "required": [
          "version",
          "servedBytes",
          "level",
          "evidence"
        ],
        "properties": {
          "version": {
            "type": [
              "string",
              "null"
            ]
          },
          "digest": {
            "type": "string"
          },
          "manifestDigest": {
            "type": "string",
            "description": "Of the one registered version that the digest belongs to"
          },
          "servedBytes": {
            "$ref": "#/components/schemas/ServedBytes"
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PostureEvidence"
            }
          }
        }
      },
      "PostureFinding": {
        "type": "object",
        "required": [
          "id",
          "severity",
          "message"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "severity": {
            "$ref": "#/components/schemas/Severity"
          },
          "message": {
            "type": "string"
          },
          "params": {
            "$ref": "#/components/schemas/MessageParams"
          }
        }
      },
      "Rollout": {
        "type": "object",
        "required": [
          "kind",
          "namespace",
          "source",
          "name",
          "mode",
          "arms",
          "phase",
          "step",
          "analysis",
          "warnings",
          "evidence"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "const": "rollout"
          },
          "cluster": {
            "type": "string"
          },
          "namespace": {
            "type": "string"
          },
          "source": {
            "type": "string",
            "enum": [
              "VirtualService",
              "HTTPRoute",
              "GRPCRoute",
              "InferenceService",
              "LLMInferenceService",
              "Rollout",
              "Canary",
              "KnativeService"
            ]
          },
          "name": {
            "type": "string"
          },
          "rule": {
            "type": "string"
          },
          "target": {
            "type": "string"
          },
          "mode": {
            "type": "string",
            "enum": [
              "canary",
              "bluegreen",
              "ab",
              "mirror"
            ]
          },
          "arms": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "role",
                "ref",
                "version",
                "weights"
              ],
              "properties": {
                "role": {
                  "type": "string",
                  "enum": [
                    "stable",
                    "canary",
                    "mirror"
                  ]
                },
                "ref": {
                  "type": "string"
                },
                "version": {
                  "type": [
                    "string",
                    "null"
                  ]
                },
                "modelRef": {
                  "type": "string"
                },
                "manifestDigest": {
                  "type": "string"
                },
                "served": {
                  "description": "The registered version behind the arm; absent when none could be tied",
                  "type": "object",
                  "required": [
                    "version",
                    "digest",
                    "stage",
                    "decision",
                    "signature",
                    "word",
                    "concern"
                  ],
                  "properties": {
                    "version": {
                      "type": "string"
                    },
                    "digest": {
                      "$ref": "#/components/schemas/Digest"
                    },
                    "stage": {
                      "$ref": "#/components/schemas/Stage"
                    },
                    "decision": {
                      "$ref": "#/components/schemas/Risk"
                    },
                    "signature": {
                      "$ref": "#/components/schemas/SignatureState"
                    },
                    "word": {
                      "type": "string"
                    },
                    "concern": {
                      "type": "string",
                      "enum": [
                        "none",
                        "attention",
                        "bad"
                      ]
                    }
                  }
                },
                "weights": {
                  "type": "object",
                  "required": [
                    "declared",
                    "controller",
                    "observed"
                  ],
                  "properties": {
                    "declared": {
                      "type": [
                        "number",
                        "null"
                      ]
                    },
                    "controller": {
                      "type": [
                        "number",
                        "null"
                      ]
                    },
                    "observed": {
                      "type": [
                        "number",
                        "null"
                      ]
                    }
                  }
                },
                "match": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                }
              }
            }
          },
          "phase": {
            "type": "string",
            "enum": [
              "declared",
              "idle",
              "initialising",
              "progressing",
              "paused",
              "promoting",
              "succeeded",
              "failed",
              "aborted",
              "unknown"
            ]
          },
          "step": {
            "anyOf": [
              {
                "type": "null"
              },
              {
                "type": "object",
                "required": [
                  "index",
                  "total",
                  "setWeight"
                ],
                "properties": {
                  "index": {
                    "type": "integer"
                  },
                  "total": {
                    "type": "integer"
                  },
                  "setWeight": {
                    "type": [
                      "number",
                      "null"
                    ]
                  }
                }
              }
            ]
          },
          "analysis": {
            "anyOf": [
              {
                "type": "null"
              },
              {
                "type": "object",
                "required": [
                  "result",
                  "failedChecks",
                  "name"
                ],
                "properties": {
                  "result": {
                    "type": "string"
                  },
                  "failedChecks": {
                    "type": [
                      "integer",
                      "null"
                    ]
                  },
                  "name": {
                    "type": [
                      "string",
                      "null"
                    ]
                  }
                }
              }
            ]
          },
          "warnings": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "id",
                "message"
              ],
              "properties": {
                "id": {
                  "type": "string"
                },
                "message": {
                  "type": "string"
                },
                "params": {
                  "$ref": "#/components/schemas/MessageParams"
                }
              }
            }
          },
          "evidence": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/PostureEvidence"
            }
          }
        }
      },
      "Event": {
        "type": "object",
        "required": [
          "id",
          "position",
          "streamId",
          "sequence",
          "type",
          "data",
          "actor",
          "recordedAt",
          "previousHash",
          "hash"
        ],
        "properties": {
          "id": {
            "type": "string",
            "pattern": "^ev-"
          },
          "position": {
            "type": "integer"
          },
          "streamId": {
            "type": "string"
          },
          "sequence": {
            "type": "integer"
          },
          "type": {
            "type": "string"
          },
          "data": {
            "type": "object",
            "additionalProperties": true
          },
          "actor": {
            "type": "string"
          },
          "recordedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "previousHash": {
            "$ref": "#/components/schemas/Digest"
          },
          "hash": {
            "$ref": "#/components/schemas/Digest"
          }
        }
      },
      "EventPage": {
        "type": "object",
        "required": [
          "items",
          "nextAfter"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Event"
            }
          },
          "nextAfter": {
            "type": [
              "integer",
              "null"
            ]
          },
          "verification": {
            "description": "The last verification of the whole registry; every replica has the same",
            "$ref": "#/components/schemas/Verification"
          }
        }
      },
      "HistoryProblem": {
        "type": "object",
        "required": [
          "kind",
          "message"
        ],
        "properties": {
          "kind": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "position": {
            "type": "integer"
          }
        }
      },
      "NotErased": {
        "type": "array",
        "description": "Where words of an erased document may stand all the same",
        "items": {
          "type": "object",
          "required": [
            "section",
            "reason"
          ],
          "properties": {
            "section": {
              "type": "string"
            },
            "reason": {
              "type": "string"
            }
          }
        }
      },
      "Verification": {
        "description": "What was compared, and what was not; ok speaks of what was",
        "type": "object",
        "required": [
          "ok",
          "position",
          "headHash",
          "covered",
          "notCovered"
        ],
        "properties": {
          "ok": {
            "type": "boolean"
          },
          "position": {
            "type": "integer"
          },
          "headHash": {
            "type": "string"
          },
          "verifiedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "covered": {
            "type": "array",
            "items": {
              "type": "string",
              "enum": [
                "chain",
                "documents",
                "projections"
              ]
            }
          },
          "notCovered": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "section",
                "reason"
              ],
              "properties": {
                "section": {
                  "type": "string"
                },
                "reason": {
                  "type": "string"
                }
              }
            }
          },
          "documents": {
            "type": "integer",
            "description": "Documents that were measured"
          },
          "erased": {
            "type": "integer",
            "description": "Of them those that were erased"
          },
          "models": {
            "type": "integer",
            "description": "Models whose rows were compared"
          },
          "problem": {
            "$ref": "#/components/schemas/HistoryProblem"
          },
          "problems": {
            "description": "The first ones; problemCount counts all",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/HistoryProblem"
            }
          },
          "problemCount": {
            "type": "integer"
          }
        }
      },
      "AdminJobKind": {
        "type": "string",
        "enum": [
          "rebuild",
          "verify",
          "retention",
          "backup"
        ]
      },
      "AdminJob": {
        "type": "object",
        "required": [
          "id",
          "kind",
          "state",
          "requestedBy",
          "startedAt"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "kind": {
            "$ref": "#/components/schemas/AdminJobKind"
          },
          "state": {
            "type": "string",
            "enum": [
              "running",
              "succeeded",
              "failed"
            ]
          },
          "requestedBy": {
            "type": "string"
          },
          "startedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "endedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "result": {
            "description": "What its kind counts; a verification says ok",
            "type": "object",
            "additionalProperties": true
          },
          "error": {
            "type": "object",
            "required": [
              "code",
              "message"
            ],
            "properties": {
              "code": {
                "type": "string"
              },
              "message": {
                "type": "string"
              }
            }
          }
        }
      },
      "AdminStatus": {
        "type": "object",
        "required": [
          "running",
          "newest",
          "readiness"
        ],
        "properties": {
          "running": {
            "oneOf": [
              {
                "$ref": "#/components/schemas/AdminJob"
              },
              {
                "type": "null"
              }
            ]
          },
          "newest": {
            "description": "The newest ended job of each kind",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/AdminJob"
            }
          },
          "verification": {
            "$ref": "#/components/schemas/Verification"
          },
          "readiness": {
            "$ref": "#/components/schemas/Readiness"
          }
        }
      },
      "Readiness": {
        "description": "Whether the registry does its work; reasons name what does not",
        "type": "object",
        "required": [
          "ready",
          "reasons"
        ],
        "properties": {
          "ready": {
            "type": "boolean"
          },
          "reasons": {
            "type": "array",
            "items": {
              "type": "string",
              "enum": [
                "database",
                "queue",
                "spool",
                "rebuild"
              ]
            }
          }
        }
      },
      "IngestionState": {
        "type": "string",
        "enum": [
          "queued",
          "running",
          "succeeded",
          "refused",
          "failed"
        ]
      },
      "IngestionAccepted": {
        "type": "object",
        "required": [
          "ingestionId"
        ],
        "properties": {
          "ingestionId": {
            "type": "string"
          }
        }
      },
      "Ingestion": {
        "type": "object",
        "required": [
          "id",
          "state",
          "modelRef",
          "progress",
          "problems",
          "createdAt",
          "updatedAt"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "state": {
            "$ref": "#/components/schemas/IngestionState"
          },
          "modelRef": {
            "type": "string"
          },
          "registered": {
            "type": "boolean",
            "description": "The registry holds a model of this reference; a refused attempt leaves it as it stands"
          },
          "version": {
            "type": "string"
          },
          "trigger": {
            "type": "string",
            "enum": [
              "catalog",
              "api",
              "upload"
            ]
          },
          "requestedBy": {
            "type": "string"
          },
          "progress": {
            "type": "object",
            "required": [
              "bytes",
              "total",
              "step"
            ],
            "properties": {
              "bytes": {
                "type": "integer"
              },
              "total": {
                "type": [
                  "integer",
                  "null"
                ]
              },
              "step": {
                "type": "string"
              },
              "file": {
                "type": "string"
              }
            }
          },
          "problems": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Problem"
            }
          },
          "checks": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Check"
            }
          },
          "attempts": {
            "type": "integer"
          },
          "createdAt": {
            "$ref": "#/components/schemas/Time"
          },
          "updatedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "finishedAt": {
            "$ref": "#/components/schemas/Time"
          },
          "traceId": {
            "type": "string"
          }
        }
      },
      "Summary": {
        "type": "object",
        "required": [
          "models",
          "versions",
          "byStage",
          "byTier",
          "byRisk",
          "refused",
          "events"
        ],
        "properties": {
          "models": {
            "type": "integer"
          },
          "versions": {
            "type": "integer"
          },
          "byStage": {
            "type": "object",
            "additionalProperties": {
              "type": "integer"
            }
          },
          "byTier": {
            "type": "object",
            "additionalProperties": {
              "type": "integer"
            }
          },
          "byRisk": {
            "type": "object",
            "additionalProperties": {
              "type": "integer"
            }
          },
          "refused": {
            "type": "integer"
          },
          "events": {
            "type": "object",
            "required": [
              "position",
              "headHash"
            ],
            "properties": {
              "position": {
                "type": "integer"
              },
              "headHash": {
                "type": "string"
              }
            }
          },
          "publisher": {
            "type": "object",
            "properties": {
              "position": {
                "type": "integer"
              },
              "lag": {
                "type": "integer"
              },
              "reason": {
                "type": "string",
                "description": "Why the next event cannot be delivered"
              }
            }
          }
        }
      },
      "Policy": {
        "type": "object",
        "required": [
          "tiers",
          "defaultTier",
          "refuseAtSeverity"
        ],
        "properties": {
          "defaultTier": {
            "$ref": "#/components/schemas/Tier"
          },
          "refuseAtSeverity": {
            "$ref": "#/components/schemas/Severity"
          },
          "allowUnsupported": {
            "type": "boolean"
          },
          "tiers": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "tier",
                "action",
                "thresholds"
              ],
              "properties": {
                "tier": {
                  "$ref": "#/components/schemas/Tier"
                },
                "action": {
                  "type": "string",
                  "enum": [
                    "monitor",
                    "review",
                    "block"
                  ]
                },
                "thresholds": {
                  "type": "object",
                  "additionalProperties": {
                    "type": "number"
                  }
                },
                "minimumSamples": {
                  "type": "integer",
                  "description": "A measurement on fewer samples says nothing good"
                },
                "maximumAgeDays": {
                  "type": "number",
                  "description": "An older measurement says nothing good"
                }
              }
            }
          }
        }
      }
    }
  }
};
