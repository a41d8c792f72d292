package dev.crossfade.testkit.contract;

import dev.crossfade.spi.cutover.Fence;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A database with tables in scope of a fence, and people who write them. */
public interface FencedDatabase extends AutoCloseable {

  /** Opens the fence; all that are opened are the same one. */
  Fence fence();

  /** The fence as seen over a connection that is lost at its n-th request, once. */
  Fence losing(int request);

  /** Whether the connection of the last {@link #losing} was lost. */
  boolean lost();

  /** Names of who may write: plain users, owners, members of groups. */
  List<String> writers();

  /** Connects as one of them. */
  Session connect(String writer) throws Exception;

  /** All rows that anybody wrote. */
  Set<Long> rows() throws Exception;

  /** Who may do what, in a stable spelling. */
  String rights() throws Exception;

  /** Does one of them outside of transactions, to a table in scope that is empty. */
  void attempt(String writer, Deed deed) throws Exception;

  /** Gives somebody a right to write that he did not have. */
  void grantMore() throws Exception;

  /** Takes it back. */
  void revokeMore() throws Exception;

  /** Prepares a transaction that wrote a row, and disconnects. */
  void park(long row) throws Exception;

  /** Commits it. */
  void unpark() throws Exception;

  /** A budget that suffices for a transaction that ends at once. */
  default Duration budget() {
    return Duration.ofSeconds(20);
  }

  @Override
  void close();

  /** What somebody can do to a table. */
  enum Deed {
    INSERT,
    UPDATE,
    DELETE,
    TRUNCATE
  }

  /** Somebody's connection. */
  interface Session extends AutoCloseable {

    /** Begins a transaction that says it will write. */
    void begin() throws Exception;

    void insert(long row) throws Exception;

    void commit() throws Exception;

    @Override
    void close();
  }
}
