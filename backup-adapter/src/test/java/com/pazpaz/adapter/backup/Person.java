package com.pazpaz.adapter.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;

/** Someone with an OpenPGP key, in two files as GnuPG would export them. */
record Person(Path publicKey, Path privateKey, String secret) {

    static Person named(String name, Path directory) throws IOException {
        try {
            String secret = "passphrase of " + name;
            OpenPGPKey key = new BcOpenPGPApi()
                    .generateKey(4)
                    .ed25519x25519Key(name + " <" + name + "@example.org>")
                    .build(secret.toCharArray());
            return new Person(
                    Files.writeString(
                            directory.resolve(name + ".asc"),
                            key.toCertificate().toAsciiArmoredString(PacketFormat.LEGACY)),
                    Files.writeString(directory.resolve(name + ".key"), key.toAsciiArmoredString(PacketFormat.LEGACY)),
                    secret);
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    char[] passphrase() {
        return secret.toCharArray();
    }
}
