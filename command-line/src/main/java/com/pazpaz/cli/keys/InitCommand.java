package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.cli.terminal.Operator;
import java.util.List;
import picocli.CommandLine.Command;

/** Makes the first key. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Makes the first key, v1, of a new installation, and the key store file if there is none.")
final class InitCommand extends OneKeyAction {

    @Override
    KeyStatus act(ManageKeysUseCase keys) {
        return keys.createFirst(Operator.caller());
    }

    @Override
    List<String> next(KeyStatus key) {
        return List.of(
                "Next: ./pazpaz keys backup, ./pazpaz keys verify-backup, ./pazpaz keys activate " + key.version());
    }
}
