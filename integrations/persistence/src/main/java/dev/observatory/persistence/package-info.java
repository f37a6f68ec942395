/**
 * Stored state machines. A {@link dev.observatory.persistence.MachinePersister} keeps snapshots of machines by key and rejects one that
 * was made from an outdated version: {@link dev.observatory.persistence.JdbcMachinePersister} in a table,
 * {@link dev.observatory.persistence.MachinePersister#inMemory} for tests. {@link dev.observatory.persistence.SnapshotJson} is the text
 * in the table, and {@link dev.observatory.persistence.SnapshotJacksonModule} writes the same form in documents of Jackson.
 *
 * <p>Depends on {@code dev.observatory.machine} and the JDK; one class depends on Jackson, which is optional.
 */
@NullMarked
package dev.observatory.persistence;

import org.jspecify.annotations.NullMarked;
