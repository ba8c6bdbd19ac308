package com.pazpaz.adapter.backup;

import com.pazpaz.application.port.out.keys.InvalidBackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;

/** Someone who can open a backup: an OpenPGP public key that is valid now and may encrypt. */
public final class Recipient {

    private final OpenPGPCertificate certificate;

    private Recipient(OpenPGPCertificate certificate) {
        this.certificate = certificate;
    }

    /**
     * Reads a public key, armoured or binary, as {@code gpg --export} writes it.
     *
     * @throws InvalidBackupException if there is not one key in the file, or nothing can be encrypted for it now
     */
    public static Recipient in(Path file) {
        List<OpenPGPCertificate> found = read(file);
        if (found.size() != 1) {
            throw new InvalidBackupException("The file " + file + " holds " + found.size()
                    + " OpenPGP keys. Export one person's: gpg --armor --export NAME");
        }
        OpenPGPCertificate certificate = found.get(0);
        if (certificate.isSecretKey()) {
            throw new InvalidBackupException("The file " + file + " holds a private key. Give the public one, and keep"
                    + " the private one away from here: gpg --armor --export NAME");
        }
        if (certificate.getEncryptionKeys().isEmpty()) {
            throw new InvalidBackupException("Nothing can be encrypted for the key in " + file
                    + ": it has expired, was revoked, or is for signatures only. Ask for a valid one");
        }
        return new Recipient(certificate);
    }

    private static List<OpenPGPCertificate> read(Path file) {
        try {
            return new BcOpenPGPApi().readKeyOrCertificate().parseKeysOrCertificates(Files.readAllBytes(file));
        } catch (IOException | RuntimeException e) {
            throw new InvalidBackupException(
                    "The file " + file + " cannot be read as an OpenPGP key. Export one: gpg --armor --export NAME", e);
        }
    }

    OpenPGPCertificate certificate() {
        return certificate;
    }

    /** The fingerprint of the key, in groups of four, by which people compare it. */
    @Override
    public String toString() {
        return certificate.getPrettyFingerprint();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recipient that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
