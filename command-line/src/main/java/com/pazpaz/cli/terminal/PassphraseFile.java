package com.pazpaz.cli.terminal;

import com.pazpaz.adapter.keystore.StorePassword;
import java.nio.file.Path;

/** A file with a passphrase, its owner's alone. */
public final class PassphraseFile {

    private PassphraseFile() {}

    /** The passphrase, without the line break that the file may end in; the caller wipes it. */
    public static char[] read(Path file) {
        return StorePassword.inFile(file).copy();
    }
}
