package com.pazpaz.adapter.backup;

import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.application.port.out.keys.KeyBackup;
import com.pazpaz.application.port.out.keys.KeyBackupSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.MessageEncryptionMechanism;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPMessageInputStream;
import org.bouncycastle.openpgp.api.OpenPGPMessageProcessor;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.jspecify.annotations.Nullable;

/** Opens a backup from a file, with a recipient's private key or with the passphrase. */
public final class OpenedBackup implements KeyBackupSource {

    /** Far more than all keys of an installation take. */
    private static final int MAX_TEXT = 1_000_000;

    private final Path file;
    private final Opening opening;

    private OpenedBackup(Path file, Opening opening) {
        this.file = file;
        this.opening = opening;
    }

    /**
     * Opens with a private key, armoured or binary, as {@code gpg --export-secret-keys} writes it.
     *
     * @param passphrase of the private key; empty if it has none
     */
    public static OpenedBackup withPrivateKey(Path file, Path privateKey, char[] passphrase) {
        return new OpenedBackup(file, processor -> processor.addDecryptionKey(read(privateKey), passphrase));
    }

    /** Opens with the passphrase of the message. */
    public static OpenedBackup withPassphrase(Path file, char[] passphrase) {
        return new OpenedBackup(file, processor -> processor.addMessagePassphrase(passphrase));
    }

    private static OpenPGPKey read(Path privateKey) {
        try {
            return new BcOpenPGPApi().readKeyOrCertificate().parseKey(Files.readAllBytes(privateKey));
        } catch (IOException | RuntimeException e) {
            throw new InvalidBackupException(
                    "The file " + privateKey + " cannot be read as an OpenPGP private key."
                            + " Export it: gpg --armor --export-secret-keys NAME",
                    e);
        }
    }

    @Override
    public KeyBackup read() {
        OpenPGPMessageProcessor processor = new BcOpenPGPApi().decryptAndOrVerifyMessage();
        opening.prepare(processor);
        byte[] text = {};
        try (InputStream sealed = Files.newInputStream(file)) {
            OpenPGPMessageInputStream message = processor.process(sealed);
            try (message) {
                text = message.readNBytes(MAX_TEXT);
            }
            // Only once the message is closed it is known to be whole.
            requireSealed(message.getResult().getEncryptionMethod());
            return BackupText.parse(text);
        } catch (InvalidBackupException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidBackupException(
                    "The backup " + file + " cannot be read, or is damaged."
                            + " Check the file, or take another backup",
                    e);
        } catch (PGPException | RuntimeException e) {
            throw new InvalidBackupException(
                    "The backup " + file + " cannot be opened. Check that this key or these"
                            + " shares belong to it, that the passphrase is right, and that the file is whole",
                    e);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /** A message that anyone can make, without knowing anything, says nothing. */
    private void requireSealed(@Nullable MessageEncryptionMechanism how) {
        if (how == null || !how.isEncrypted()) {
            throw new InvalidBackupException(
                    "The file " + file + " is no sealed backup: it is not encrypted. Find out where it comes from");
        }
    }

    /** Gives a processor what opens the message. */
    private interface Opening {
        void prepare(OpenPGPMessageProcessor processor);
    }
}
