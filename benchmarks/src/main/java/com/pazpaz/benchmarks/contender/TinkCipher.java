package com.pazpaz.benchmarks.contender;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/** Google Tink's AES-256-GCM. */
final class TinkCipher implements ByteCipher {

    private final Aead aead;
    private final byte[] aad = FieldData.associatedData();

    TinkCipher() throws GeneralSecurityException {
        AeadConfig.register();
        aead = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    @Override
    public byte[] encrypt(byte[] plaintext) throws GeneralSecurityException {
        return aead.encrypt(plaintext, aad);
    }

    @Override
    public byte[] decrypt(byte[] ciphertext) throws GeneralSecurityException {
        return aead.decrypt(ciphertext, aad);
    }
}
