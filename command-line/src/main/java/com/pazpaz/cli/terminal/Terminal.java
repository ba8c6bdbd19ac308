package com.pazpaz.cli.terminal;

import java.io.Console;
import java.util.Optional;

/** The person at the keyboard, if there is one. */
public final class Terminal {

    private Terminal() {}

    /** What is typed in answer to a question; empty if there is nobody to ask. */
    public static Optional<String> ask(String question) {
        return console().flatMap(console -> Optional.ofNullable(console.readLine("%s", question)));
    }

    /** What is typed unseen in answer to a question, which the caller wipes; empty if there is nobody to ask. */
    public static Optional<char[]> askUnseen(String question) {
        return console().flatMap(console -> Optional.ofNullable(console.readPassword("%s", question)));
    }

    // From Java 22 on there always is a console: without a terminal its input has ended, which is the same here.
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console());
    }
}
