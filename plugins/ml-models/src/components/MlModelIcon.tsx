import type { SVGProps } from 'react';
import { RiBrainLine } from '@remixicon/react';

/** The sign of a model, as large as the text it stands in or as it is told. @public */
export function MlModelIcon(
  props: Pick<SVGProps<SVGSVGElement>, 'className' | 'x' | 'y'> & {
    /** as portal icons take it; the size is that of the text */
    fontSize?: 'medium' | 'large' | 'small' | 'inherit';
    width?: number | string;
    height?: number | string;
  },
) {
  const { fontSize, ...rest } = props;
  const size = fontSize === 'inherit' || !fontSize ? '1em' : '1.5rem';
  return <RiBrainLine size={size} aria-hidden {...rest} />;
}
