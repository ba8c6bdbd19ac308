package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Marks a key as leaked. */
@Command(
        name = "compromise",
        mixinStandardHelpOptions = true,
        description = "Marks a key as known to someone who should not know it. Activate another one first.")
final class CompromiseCommand extends OneKeyAction {

    @Parameters(paramLabel = "KEY", description = "Such as v2.", converter = KeyVersionConverter.class)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private KeyVersion version;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            converter = CompromiseReasonConverter.class,
            description =
                    "Why, in one line of up to 500 characters. Kept with the key and logged: name no client in it.")
    private Optional<CompromiseReason> reason = Optional.empty();

    @Override
    KeyStatus act(ManageKeysUseCase keys) {
        return keys.compromise(Operator.caller(), version, reason);
    }
}
