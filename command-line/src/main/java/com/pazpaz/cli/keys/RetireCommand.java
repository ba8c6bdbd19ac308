package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.cli.terminal.Terminal;
import com.pazpaz.domain.model.KeyVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Destroys a key. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description = "Destroys a key that nothing is encrypted under, for good. Refused while anything is.")
final class RetireCommand extends OneKeyAction {

    @Parameters(paramLabel = "KEY", description = "Such as v1.", converter = KeyVersionConverter.class)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private KeyVersion version;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    KeyStatus act(ManageKeysUseCase keys) {
        if (!yes && !isConfirmed()) {
            throw new IllegalArgumentException(
                    "Nothing was done. To destroy key " + version + ", type its name when asked, or give --yes");
        }
        return keys.retire(Operator.caller(), version);
    }

    private boolean isConfirmed() {
        return Terminal.ask("Destroying " + version + " cannot be undone. Type " + version + ": ")
                .filter(version.toString()::equals)
                .isPresent();
    }
}
