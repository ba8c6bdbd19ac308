package com.pazpaz.adapter.backup;

import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.application.port.out.keys.KeyBackup;
import com.pazpaz.application.port.out.keys.KeyBackupTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.MessageEncryptionMechanism;
import org.bouncycastle.openpgp.api.OpenPGPEncryptionNegotiator;
import org.bouncycastle.openpgp.api.OpenPGPMessageGenerator;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;

/**
 * Writes a backup as an armoured OpenPGP message (RFC 9580) into a new file, for its owner only. Each recipient, and
 * whoever has the passphrase, can open it alone.
 */
public final class SealedBackup implements KeyBackupTarget {

    private final Path file;
    private final List<Recipient> recipients;
    private final Optional<char[]> passphrase;

    /** @throws IllegalArgumentException if there is nobody who could open it */
    public SealedBackup(Path file, List<Recipient> recipients, Optional<char[]> passphrase) {
        if (recipients.isEmpty() && passphrase.isEmpty()) {
            throw new IllegalArgumentException("A backup that nobody can open is none");
        }
        this.file = file;
        this.recipients = List.copyOf(recipients);
        this.passphrase = passphrase;
    }

    @Override
    public void write(KeyBackup backup) {
        byte[] text = BackupText.of(backup);
        try {
            NewFile.write(file, target -> seal(text, target));
        } catch (FileAlreadyExistsException e) {
            throw new InvalidBackupException("The file " + file
                    + " is there already, and a backup is never overwritten." + " Choose another name");
        } catch (IOException e) {
            throw new InvalidBackupException(
                    "The backup cannot be written to " + file
                            + ". Check that its directory is there, and writable, and not full",
                    e);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private void seal(byte[] text, OutputStream target) throws IOException {
        var sealed = new ByteArrayOutputStream();
        try (OutputStream message = generator().open(sealed)) {
            message.write(text);
        } catch (PGPException | IOException e) {
            throw new InvalidBackupException(
                    "The backup cannot be sealed for one of its recipients. Check their keys", e);
        }
        sealed.writeTo(target);
    }

    private OpenPGPMessageGenerator generator() throws PGPException {
        OpenPGPMessageGenerator generator = new BcOpenPGPApi().signAndOrEncryptMessage();
        for (Recipient recipient : recipients) {
            generator.addEncryptionCertificate(recipient.certificate());
        }
        passphrase.ifPresent(generator::addEncryptionPassphrase);
        // Version 1 of integrity-protected data, and a checksum of the armour: GnuPG 2.2 opens nothing newer, nor
        // without.
        return generator
                .setPasswordBasedEncryptionNegotiator(new IntegrityProtected())
                .setArmorStreamFactory(
                        target -> ArmoredOutputStream.builder().enableCRC(true).build(target))
                .setArmored(true)
                .setAllowPadding(false);
    }

    private static final class IntegrityProtected extends OpenPGPEncryptionNegotiator {

        @Override
        public MessageEncryptionMechanism negotiateEncryption(OpenPGPMessageGenerator generator) {
            return MessageEncryptionMechanism.integrityProtected(SymmetricKeyAlgorithmTags.AES_256);
        }
    }
}
