package dev.crossfade.bench.verify;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.servers.Postgres;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sums of hashes computed by both servers at once, in one query over the whole table. */
final class Checksums implements Subject {

  private final Pair pair;
  private final String title;
  private final String hash;
  private @Nullable String left;
  private @Nullable String right;

  private Checksums(Pair pair, String title, String hash) {
    this.pair = pair;
    this.title = title;
    this.hash = hash;
  }

  /** The query of data-diff and reladiff: low bits of the MD5 of rows as text, summed. */
  static Checksums md5(Pair pair) {
    return new Checksums(
        pair,
        "md5 of rows as text, summed by the servers",
        "('x' || substr(md5(t::text), 18))::bit(60)::bigint::numeric");
  }

  /** PostgreSQL's own hash of a row; PostgreSQL to PostgreSQL only, and no key of a difference. */
  static Checksums rowHash(Pair pair) {
    return new Checksums(
        pair, "hash_record_extended, summed by the servers", "hash_record_extended(t, 0)::numeric");
  }

  @Override
  public String name() {
    return title;
  }

  @Override
  public void prepare() {}

  @Override
  public Done run() throws Exception {
    String columns = Copies.columns(pair.source(), "contacts");
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(() -> sum(pair.target(), "marketing.contacts", columns));
    left = sum(pair.source(), "contacts", columns);
    right = other.join();
    return Done.all(pair.rows(Table.CONTACTS));
  }

  private String sum(Postgres side, String table, String columns) {
    try {
      return side.value(
          "SELECT count(*) || ' ' || sum("
              + hash
              + ") FROM (SELECT "
              + columns
              + " FROM "
              + table
              + ") t");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void check() {
    boolean equal = left != null && left.equals(right);
    if (equal != (Verification.DIFFERENCES.get() == 0)) {
      throw new IllegalStateException("sums are " + left + " and " + right);
    }
  }
}
