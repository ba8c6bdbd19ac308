package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.domain.model.KeyVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sees to it that a key encrypts nothing any more. */
@Command(
        name = "deactivate",
        mixinStandardHelpOptions = true,
        description = "Sees to it that a key encrypts nothing any more; activating another one has done so already.")
final class DeactivateCommand extends OneKeyAction {

    @Parameters(paramLabel = "KEY", description = "Such as v2.", converter = KeyVersionConverter.class)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private KeyVersion version;

    @Override
    KeyStatus act(ManageKeysUseCase keys) {
        return keys.deactivate(Operator.caller(), version);
    }
}
