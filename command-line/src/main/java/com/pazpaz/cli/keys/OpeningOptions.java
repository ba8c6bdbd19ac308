package com.pazpaz.cli.keys;

import com.pazpaz.adapter.backup.OpenedBackup;
import com.pazpaz.adapter.backup.SecretShare;
import com.pazpaz.adapter.backup.SecretShares;
import com.pazpaz.application.port.out.keys.KeyBackupSource;
import com.pazpaz.cli.terminal.PassphraseFile;
import com.pazpaz.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A backup, and what opens it: a recipient's private key, or shares. No secret is ever on the command line. */
final class OpeningOptions {

    @Parameters(paramLabel = "BACKUP", description = "The file with the backup.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private With with;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Its owner's file with the passphrase of the private key. Otherwise it is asked for.")
    private Optional<Path> passphraseFile = Optional.empty();

    /** One of the two ways. */
    static final class With {

        @Option(
                names = "--private-key",
                required = true,
                paramLabel = "FILE",
                description = "A recipient's OpenPGP private key, as gpg --export-secret-keys writes it.")
        private Optional<Path> privateKey = Optional.empty();

        @Option(
                names = "--share",
                required = true,
                paramLabel = "FILE",
                description = "A share; as many as the backup takes.")
        private List<Path> shares = new ArrayList<>();
    }

    KeyBackupSource source() {
        if (with.privateKey.isPresent()) {
            return OpenedBackup.withPrivateKey(file, with.privateKey.get(), passphrase());
        }
        return OpenedBackup.withPassphrase(
                file,
                SecretShares.combine(with.shares.stream().map(SecretShare::in).toList()));
    }

    /** Empty where there is nobody to ask: a private key need not have one. */
    private char[] passphrase() {
        if (passphraseFile.isPresent()) {
            return PassphraseFile.read(passphraseFile.get());
        }
        return Terminal.askUnseen("Passphrase of the private key: ").orElseGet(() -> new char[0]);
    }
}
