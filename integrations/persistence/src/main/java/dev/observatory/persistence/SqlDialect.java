package dev.observatory.persistence;

/** The SQL that a {@link JdbcMachinePersister} writes. */
public enum SqlDialect {
    /** Standard SQL, as understood by H2, HSQLDB and Derby. */
    STANDARD("CREATE TABLE ", "CHARACTER LARGE OBJECT", ""),

    /** PostgreSQL, where a transaction survives that a new machine is stored already. */
    POSTGRESQL("CREATE TABLE IF NOT EXISTS ", "TEXT", " ON CONFLICT DO NOTHING");

    final String createTable;
    final String textType;
    final String afterInsert;

    SqlDialect(String createTable, String textType, String afterInsert) {
        this.createTable = createTable;
        this.textType = textType;
        this.afterInsert = afterInsert;
    }
}
