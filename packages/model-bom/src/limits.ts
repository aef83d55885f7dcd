/**
 * Every limit of this package.
 *
 * | name | unit | why |
 * | --- | --- | --- |
 * | `MAX_LICENSE_LENGTH` | UTF-16 units | the expression parser recurses once per parenthesis (CWE-674) |
 * | `MAX_TEXT_LENGTH` | UTF-16 units | declared texts go into a document that others parse (CWE-770) |
 * | `MAX_ID_LENGTH` | characters | an element id is repeated in every relationship |
 * | `MAX_FILES` | files | a document holds one package and one relationship per file (CWE-770) |
 * | `MAX_DEPENDENCIES` | packages | as for files |
 * | `MAX_ANNOTATED_VALUES` | items | inputs, outputs and operator sets repeated in an annotation; the inspection keeps all of them |
 * | `MAX_PATH_LENGTH` | UTF-16 units | longer names exist on no file system of ours |
 */
export const MAX_LICENSE_LENGTH = 1024;
export const MAX_TEXT_LENGTH = 16_384;
export const MAX_ID_LENGTH = 160;
export const MAX_FILES = 20_000;
export const MAX_DEPENDENCIES = 20_000;
export const MAX_ANNOTATED_VALUES = 256;
export const MAX_PATH_LENGTH = 4096;
