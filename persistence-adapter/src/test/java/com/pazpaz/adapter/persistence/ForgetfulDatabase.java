package com.pazpaz.adapter.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database under another URL, by which the application's SQL arrives without its conditions on the workspace: as if
 * whoever wrote the queries had forgotten them all.
 */
final class ForgetfulDatabase implements Driver {

    private static final String PREFIX = "jdbc:forgetful:";

    /** The parameter stays, and what it is no longer matters. */
    private static final Pattern CONDITION = Pattern.compile("(?:\\w+\\.)?workspace_id = \\?");

    private static final AtomicInteger FORGOTTEN = new AtomicInteger();

    static {
        try {
            DriverManager.registerDriver(new ForgetfulDatabase());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ForgetfulDatabase() {}

    /** The URL for one of PostgreSQL's. */
    static String url(String ofPostgres) {
        return PREFIX + ofPostgres.substring("jdbc:".length());
    }

    /** How many conditions were left out so far. */
    static int forgotten() {
        return FORGOTTEN.get();
    }

    private static String forget(String sql) {
        return CONDITION.matcher(sql).replaceAll(condition -> {
            FORGOTTEN.incrementAndGet();
            return "?::uuid IS NOT NULL";
        });
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection real = DriverManager.getConnection("jdbc:" + url.substring(PREFIX.length()), info);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().startsWith("prepare") && arguments != null) {
                        arguments[0] = forget((String) arguments[0]);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
