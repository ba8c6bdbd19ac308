package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.Operator;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the keys, and what depends on each. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the keys, their states, and what depends on each.")
final class ListCommand extends KeysAction {

    @Override
    Answer run(Installation installation) {
        installation.refresh().ifPresent(problem -> note("Note: " + problem));
        List<KeyStatus> keys = installation.keys(this::changed).list(Operator.caller());
        return new Answer(KeyTable.json(keys), KeyTable.lines(keys), ExitCodes.OK);
    }
}
