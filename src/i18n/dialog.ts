/** Texts of a dialog that is opened by a script which does not have the whole catalogue; the catalogues take them from here. */
export const DIALOG_TEXTS = {
  en: { close: 'Close', chooseProvider: 'Choose your TV provider' },
  es: { close: 'Cerrar', chooseProvider: 'Elige tu proveedor de TV' },
};
