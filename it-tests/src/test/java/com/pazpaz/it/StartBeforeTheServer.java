package com.pazpaz.it;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Prepares the system under test before Arquillian starts the server in it. */
public class StartBeforeTheServer implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (TestSystem.isAskedFor()) {
            TestSystem.get();
        }
    }
}
