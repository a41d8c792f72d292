package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.ReplicaIdentity;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The unique indexes of one table that hold for every row, the primary key first.
 *
 * @param indexes in order of preference
 */
record PostgresKeys(List<Index> indexes) {

  static final PostgresKeys NONE = new PostgresKeys(List.of());

  private static final String FULL = "f";
  private static final String DEFAULT = "d";
  private static final String INDEX = "i";

  /**
   * @param columns in index order
   * @param primary whether it is the primary key
   * @param identity whether it was chosen as replica identity
   * @param immediate whether it is checked at once; a deferrable one identifies nothing in the log
   * @param complete whether none of its columns allows NULL
   */
  record Index(
      List<String> columns,
      boolean primary,
      boolean identity,
      boolean immediate,
      boolean complete) {}

  PostgresKeys {
    indexes = List.copyOf(indexes);
  }

  /**
   * The columns that identify a row: the replica identity's index, else the primary key, else,
   * where the log holds whole rows, any unique index without NULL.
   *
   * @param identities distinct replica identities as in {@code pg_class.relreplident}
   */
  List<String> key(String identities) {
    Optional<Index> found =
        identities.equals(INDEX) ? first(Index::identity) : first(Index::primary);
    if (found.isEmpty() && identities.equals(FULL)) {
      found = first(index -> index.complete() && index.immediate());
    }
    return found.map(Index::columns).orElse(List.of());
  }

  /** What the log holds of an old row; mixed identities of partitions count as the least. */
  ReplicaIdentity identity(String identities) {
    if (identities.equals(FULL)) {
      return ReplicaIdentity.FULL;
    }
    boolean keyed =
        switch (identities) {
          case DEFAULT -> first(index -> index.primary() && index.immediate()).isPresent();
          case INDEX -> first(Index::identity).isPresent();
          case DEFAULT + FULL -> first(index -> index.primary() && index.immediate()).isPresent();
          default -> false;
        };
    return keyed ? ReplicaIdentity.KEY : ReplicaIdentity.NOTHING;
  }

  private Optional<Index> first(Predicate<Index> wanted) {
    return indexes.stream().filter(wanted).findFirst();
  }
}
