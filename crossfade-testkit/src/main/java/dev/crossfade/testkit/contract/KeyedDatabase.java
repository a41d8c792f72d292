package dev.crossfade.testkit.contract;

import dev.crossfade.spi.cutover.Readiness;
import java.util.List;

/** A database with tables whose keys it hands out itself. */
public interface KeyedDatabase extends AutoCloseable {

  /**
   * Tables, each of another kind of what hands out keys. All are empty and have been used by
   * nobody.
   */
  List<String> tables();

  /** Those of them of which what hands out keys does not notice keys that arrive. */
  default List<String> inattentive() {
    return tables();
  }

  /** Like one of them, but nothing beyond 100 can be handed out. */
  String bounded();

  /** Makes one of the tables fit. */
  Readiness readiness(String table);

  /** An application writes a row without saying which key; the key that it got. */
  long insert(String table) throws Exception;

  /** A row with this key arrives from the other side. */
  void arrive(String table, long key) throws Exception;

  /** Removes all rows. */
  void clear(String table) throws Exception;

  /** Begins a transaction that has read the table and stays open. */
  AutoCloseable reading(String table) throws Exception;

  /** Reads the table in a session of its own. */
  void read(String table) throws Exception;

  @Override
  void close();
}
