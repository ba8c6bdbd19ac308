package com.pazpaz.benchmarks.contender;

import com.amazonaws.encryptionsdk.AwsCrypto;
import com.amazonaws.encryptionsdk.CryptoAlgorithm;
import com.amazonaws.encryptionsdk.CryptoMaterialsManager;
import com.amazonaws.encryptionsdk.caching.CachingCryptoMaterialsManager;
import com.amazonaws.encryptionsdk.caching.LocalCryptoMaterialsCache;
import com.amazonaws.encryptionsdk.jce.JceMasterKey;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The AWS Encryption SDK with a raw AES key, its data keys cached, and the fastest of its recommended algorithms: with
 * key commitment, without a signature.
 */
final class AwsEncryptionSdkCipher implements ByteCipher {

    private static final int CACHED_KEYS = 100;

    private final AwsCrypto crypto = AwsCrypto.builder()
            .withEncryptionAlgorithm(CryptoAlgorithm.ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY)
            .build();
    private final CryptoMaterialsManager materials = CachingCryptoMaterialsManager.newBuilder()
            .withMasterKeyProvider(
                    JceMasterKey.getInstance(FieldData.key(), "benchmarks", "kek-v1", "AES/GCM/NoPadding"))
            .withCache(new LocalCryptoMaterialsCache(CACHED_KEYS))
            .withMaxAge(1, TimeUnit.HOURS)
            .build();

    /** The SDK takes its associated data as text. */
    private final Map<String, String> context =
            Map.of("f", Base64.getEncoder().withoutPadding().encodeToString(FieldData.associatedData()));

    @Override
    public byte[] encrypt(byte[] plaintext) {
        return crypto.encryptData(materials, plaintext, context).getResult();
    }

    @Override
    public byte[] decrypt(byte[] ciphertext) {
        return crypto.decryptData(materials, ciphertext).getResult();
    }
}
