package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.domain.model.KeyVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a key the active one. */
@Command(
        name = "activate",
        mixinStandardHelpOptions = true,
        description =
                "Encrypts with this key from now on. Refused while a live node has not loaded it, or no backup of it was verified.")
final class ActivateCommand extends OneKeyAction {

    @Parameters(paramLabel = "KEY", description = "Such as v2.", converter = KeyVersionConverter.class)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private KeyVersion version;

    @Override
    KeyStatus act(ManageKeysUseCase keys) {
        return keys.activate(Operator.caller(), version);
    }
}
