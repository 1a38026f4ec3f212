/** Opens the create dialog from anywhere in a workspace. */
import { createContext, useContext } from 'react';

export const CreateLinkContext = createContext<() => void>(() => {});

export const useCreateDialog = (): (() => void) => useContext(CreateLinkContext);
