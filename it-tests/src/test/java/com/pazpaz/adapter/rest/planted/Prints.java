package com.pazpaz.adapter.rest.planted;

/** Writes where nothing filters. */
public final class Prints {

    private Prints() {}

    public static void toStandardOutput() {
        System.out.println("planted");
    }

    public static void aStackTrace(Exception e) {
        e.printStackTrace();
        Thread.dumpStack();
    }
}
