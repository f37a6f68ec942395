package dev.observatory.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** A database of H2 in memory, which lives as long as it is open. */
final class H2 implements AutoCloseable {
    final JdbcConnectionPool pool = JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000", "sa", "");

    /** Changes what a method of a connection does. */
    interface Interception {
        void before(String method) throws SQLException;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** As a pool that is configured so that the application commits. */
    DataSource withoutAutoCommit(Interception interception) {
        return (DataSource) Proxy.newProxyInstance(
                H2.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Connection connection = pool.getConnection();
                    connection.setAutoCommit(false);
                    return intercepted(connection, interception);
                });
    }

    private static Connection intercepted(Connection connection, Interception interception) {
        return (Connection) Proxy.newProxyInstance(
                H2.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    interception.before(method.getName());
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    @Override
    public void close() throws SQLException {
        execute("SHUTDOWN");
        pool.dispose();
    }
}
