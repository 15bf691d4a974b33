package org.agentwarden.architecture.planted.actions;

import javax.crypto.Cipher;

/** Cryptography within a feature. */
public record ActionCipher(Cipher cipher) {}
