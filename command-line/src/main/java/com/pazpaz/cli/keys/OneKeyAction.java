package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.terminal.ExitCodes;
import java.util.List;

/** A command that does something to one key, and shows it afterwards. */
abstract class OneKeyAction extends KeysAction {

    abstract KeyStatus act(ManageKeysUseCase keys);

    /** What an operator does after this; empty if nothing follows. */
    List<String> next(KeyStatus key) {
        return List.of();
    }

    @Override
    final Answer run(Installation installation) {
        installation.refresh();
        KeyStatus key = act(installation.keys(this::changed));
        next(key).forEach(this::note);
        return new Answer(KeyTable.json(key), KeyTable.lines(List.of(key)), ExitCodes.OK);
    }
}
