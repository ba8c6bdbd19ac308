package com.pazpaz.cli.migrate;

import com.pazpaz.cli.bootstrap.Migration;
import com.pazpaz.cli.terminal.Operator;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;

/** Decrypts and compares. */
@Command(
        name = "verify",
        description =
                "Decrypts every row and compares it with its plaintext. Goes on only if not one differs and not one is"
                        + " left to be encrypted.")
final class VerifyCommand extends MigrationStep {

    @Override
    int act(Migration migration) {
        var compared = new AtomicLong();
        migration.steps().verify(Operator.caller(), compared::set);
        if (compared.get() > 0) {
            say("Rows decrypted and compared: " + compared.get() + ".");
        }
        return done();
    }
}
