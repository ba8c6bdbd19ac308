package com.pazpaz.cli.keys;

import com.pazpaz.adapter.backup.Recipient;
import com.pazpaz.adapter.backup.SealedBackup;
import com.pazpaz.adapter.backup.SecretShare;
import com.pazpaz.adapter.backup.SecretShares;
import com.pazpaz.application.port.in.BackUpKeysUseCase.BackedUp;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.cli.terminal.Terminal;
import com.pazpaz.domain.model.KeyVersion;
import jakarta.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Backs the keys up. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Writes all keys into a new OpenPGP file that each of the recipients can open alone, or so many"
                + " holders of shares together. GnuPG opens it, too.")
final class BackupCommand extends KeysAction {

    @Parameters(paramLabel = "FILE", description = "The backup, which must not be there yet.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = "--recipient",
            paramLabel = "PUBLIC-KEY",
            description = "File with the OpenPGP public key of someone who may open the backup. At least two.")
    private List<Path> recipients = new ArrayList<>();

    @Option(names = "--single", description = "One recipient is enough, although nobody could stand in.")
    private boolean single;

    @Option(names = "--yes", description = "Do not ask whether the fingerprints are the people's.")
    private boolean yes;

    @ArgGroup(exclusive = false)
    private @Nullable Sharing sharing;

    /** A passphrase in shares. */
    static final class Sharing {

        @Option(
                names = "--shares",
                required = true,
                paramLabel = "NUMBER",
                description = "Also seal it with a random passphrase, which is cut into so many shares.")
        private int number;

        @Option(
                names = "--threshold",
                required = true,
                paramLabel = "NUMBER",
                description = "How many shares open the backup.")
        private int threshold;

        @Option(
                names = "--shares-directory",
                required = true,
                paramLabel = "DIRECTORY",
                description = "Where the shares are written, a file each, to be given to different people.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private Path directory;
    }

    @Override
    Answer run(Installation installation) {
        List<Recipient> people =
                recipients.stream().map(Recipient::in).distinct().toList();
        requireEnough(people);
        requireThatTheyAreMeant(people);
        installation.refresh().ifPresent(problem -> note("Note: " + problem));
        Optional<SecretShares> shares = sharing().map(chosen -> SecretShares.make(chosen.threshold, chosen.number));
        Optional<char[]> passphrase = shares.map(SecretShares::passphrase);
        try {
            // Before the backup: one whose passphrase is gone would be of no use.
            shares.ifPresent(this::write);
            BackedUp done = installation
                    .backUp(new SealedBackup(file, people, passphrase))
                    .backUp(Operator.caller());
            noteUnlessRecorded(done.recorded());
            return answer(done.keys(), people);
        } finally {
            passphrase.ifPresent(secret -> Arrays.fill(secret, '\0'));
        }
    }

    private Optional<Sharing> sharing() {
        return Optional.ofNullable(sharing);
    }

    private void requireEnough(List<Recipient> people) {
        if (people.size() < (single ? 1 : 2) && sharing().isEmpty()) {
            throw new ParameterException(
                    spec().commandLine(),
                    "Give two different recipients, so that the loss of one private key loses nothing; or shares; or"
                            + " --single with one recipient");
        }
    }

    /** Whoever has put another key in the place of a person's could open the backup before anybody compares. */
    private void requireThatTheyAreMeant(List<Recipient> people) {
        people.forEach(person -> note("Recipient " + person));
        boolean declined = !people.isEmpty()
                && !yes
                && Terminal.ask("Do these fingerprints agree with the people's? Type yes: ")
                        .filter(answer -> !answer.equals("yes"))
                        .isPresent();
        if (declined) {
            throw new IllegalArgumentException(
                    "Nothing was done. Compare the fingerprints with the people, and try again");
        }
    }

    private void write(SecretShares shares) {
        Path directory = sharing().map(chosen -> chosen.directory).orElseThrow();
        for (SecretShare share : shares.shares()) {
            share.writeTo(directory.resolve(file.getFileName() + ".share-" + share.number()));
        }
    }

    private Answer answer(List<KeyVersion> versions, List<Recipient> people) {
        List<String> names = versions.stream().map(KeyVersion::toString).toList();
        List<String> lines = new ArrayList<>();
        lines.add("Backed up " + String.join(", ", names) + " to " + file);
        people.forEach(person -> lines.add("  for " + person));
        sharing()
                .ifPresent(chosen -> lines.add("  in " + chosen.number + " shares, of which " + chosen.threshold
                        + " open it, in " + chosen.directory));
        note("Next: ./pazpaz keys verify-backup " + file + ", where the private key is. Until then it is a hope.");
        return new Answer(
                Json.createObjectBuilder()
                        .add("file", file.toString())
                        .add("keys", Json.createArrayBuilder(names))
                        .add(
                                "recipients",
                                Json.createArrayBuilder(
                                        people.stream().map(Recipient::toString).toList()))
                        .add("shares", sharing().map(chosen -> chosen.number).orElse(0))
                        .build(),
                lines,
                ExitCodes.OK);
    }
}
