package com.pazpaz.demo.planted;

import org.bouncycastle.openpgp.api.OpenPGPKey;

/** Knows OpenPGP outside of the adapter for backups. */
public final class SealsByItself {

    public static String nameOf(OpenPGPKey key) {
        return key.getPrettyFingerprint();
    }

    private SealsByItself() {}
}
