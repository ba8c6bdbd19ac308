package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.cli.terminal.Operator;
import java.util.List;
import picocli.CommandLine.Command;

/** Makes the next key. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Puts a new random key of the next version into the key store. Nothing is encrypted with it yet.")
final class CreateCommand extends OneKeyAction {

    @Override
    KeyStatus act(ManageKeysUseCase keys) {
        return keys.create(Operator.caller());
    }

    @Override
    List<String> next(KeyStatus key) {
        return List.of(
                "Next: ./pazpaz keys backup, ./pazpaz keys verify-backup, ./pazpaz keys activate " + key.version());
    }
}
