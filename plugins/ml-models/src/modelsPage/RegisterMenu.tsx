import { useState } from 'react';
import Button from '@mui/material/Button';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useAppNavigate } from '@backstage/frontend-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiArrowDownSLine } from '@remixicon/react';
import { mlModelsTranslationRef } from '../translation';
import { RegisterHelp } from './RegisterHelp';

/** Where the portal's templates are. */
export const TEMPLATES_PATH = '/create';

/** The ways to bring a model in. */
export function RegisterMenu() {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const navigate = useAppNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [help, setHelp] = useState(false);
  return (
    <>
      <Button
        variant="contained"
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
        endIcon={<RiArrowDownSLine size={16} aria-hidden />}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('register.button')}
      </Button>
      <Menu
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={() => setAnchor(null)}
      >
        <MenuItem onClick={() => navigate(TEMPLATES_PATH)}>
          <ListItemText
            primary={t('register.template')}
            secondary={t('register.templateDescription')}
          />
        </MenuItem>
        <MenuItem
          onClick={() => {
            setAnchor(null);
            setHelp(true);
          }}
        >
          <ListItemText
            primary={t('register.file')}
            secondary={t('register.fileDescription')}
          />
        </MenuItem>
      </Menu>
      {help && <RegisterHelp onClose={() => setHelp(false)} />}
    </>
  );
}
