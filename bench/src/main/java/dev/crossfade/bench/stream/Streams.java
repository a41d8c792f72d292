package dev.crossfade.bench.stream;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Subject;
import dev.crossfade.bench.Turns;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.Records;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.history.History;
import dev.crossfade.bench.report.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Changes of the contacts from PostgreSQL to PostgreSQL. */
public final class Streams {

  private static final double ROWS = 0.1;

  private Streams() {}

  /** A backlog of 500,000 changes. */
  public static Section backlog(Options options, Workplace workplace) throws Exception {
    Pair pair =
        Pair.start(options.scaled(Math.max(ROWS * options.scale(), 0.05)), workplace, TABLES);
    Transport transport = Transport.start(workplace);
    long changes = Math.round(500_000 * options.scale());
    List<Backlog> subjects =
        followers(pair, transport, options, workplace).stream()
            .map(follower -> new Backlog(pair, follower, changes))
            .toList();
    return new Section(
        "stream",
        "Stream, a backlog of changes",
        "changes",
        "Debezium alone, into Kafka",
        "Changes of contacts (80 % updates, 15 % inserts, 5 % deletes, 100 to a transaction) are"
            + " committed while nobody follows; the clock runs from the moment capture is resumed"
            + " until the last of them has arrived: in production, or, for Debezium alone, in"
            + " Kafka. Both sides are compared afterwards. Crossfade maps twelve columns; logical"
            + " replication has neither Kafka nor mapping.",
        Map.of(),
        new Turns(options, groups(pair, transport)).take(subjects),
        List.of());
  }

  /** The applier alone, beside the same work by psql. */
  public static Section apply(Options options, Workplace workplace) throws Exception {
    Pair pair =
        Pair.start(options.scaled(Math.max(ROWS * options.scale(), 0.05)), workplace, TABLES);
    Transport transport = Transport.start(workplace);
    long changes = Math.round(500_000 * options.scale());
    CrossfadeFollower follower = new CrossfadeFollower(pair, transport, options, workplace);
    List<Subject> subjects =
        List.of(
            new ByFile(pair, changes, workplace.path("changes.sql")),
            new FromTopic(pair, follower, changes));
    return new Section(
        "apply",
        "The applier alone",
        "changes",
        "set-based statements by psql",
        "The changes of the stream, and half as many before them, lie in Kafka before Crossfade"
            + " starts; its clock and its processor time run from the first of them visible in"
            + " production to the last. Beside it the same changes as batches of 5,000 in a"
            + " file for psql: COPY into a table, one DELETE, one INSERT ON CONFLICT.",
        Map.of(),
        new Turns(options, groups(pair, transport)).take(subjects),
        List.of());
  }

  /** The backlog with and without what the audit log needs of each row. */
  public static Section unrecorded(Options options, Workplace workplace) throws Exception {
    Pair pair =
        Pair.start(options.scaled(Math.max(ROWS * options.scale(), 0.05)), workplace, TABLES);
    Transport transport = Transport.start(workplace);
    long changes = Math.round(500_000 * options.scale());
    List<Backlog> subjects =
        Stream.of(Records.values())
            .map(each -> new CrossfadeFollower(pair, transport, options, workplace, each))
            .map(follower -> new Backlog(pair, follower, changes))
            .toList();
    return new Section(
        "audit-stream",
        "The audit log's part of the stream",
        "changes",
        "Crossfade, mapped" + Records.LEFT_OUT.suffix(),
        "A backlog of changes as above." + History.RECORDS,
        Map.of(),
        new Turns(options, groups(pair, transport)).take(subjects),
        List.of());
  }

  /** Steady changes with and without checks that are asked every minute. */
  public static Section checked(Options options, Workplace workplace) throws Exception {
    Pair pair =
        Pair.start(options.scaled(Math.max(ROWS * options.scale(), 0.05)), workplace, TABLES);
    Transport transport = Transport.start(workplace);
    List<Steady> subjects =
        Stream.of(Checking.values())
            .map(
                each ->
                    new CrossfadeFollower(pair, transport, options, workplace, Records.KEPT, each))
            .map(follower -> new Steady(pair, follower, SECONDS))
            .toList();
    return new Section(
        "checks",
        "Checks that are asked all the time",
        "changes",
        "Crossfade, mapped",
        "1,000 rows a second are inserted for 45 seconds, ten to a transaction, after ten that do"
            + " not count, into a table of "
            + pair.rows(Table.CONTACTS)
            + ". All checks that an entity has are asked once in that time by the process that"
            + " follows, which reads both sides whole. The time is given; what it costs is the"
            + " processor time of all processes.",
        Map.of(),
        new Turns(options, groups(pair, transport)).take(subjects),
        List.of());
  }

  private static final int SECONDS = 45;

  static final List<Table> TABLES = List.of(Table.CONTACTS);

  static List<Follower> followers(
      Pair pair, Transport transport, Options options, Workplace workplace) {
    return List.of(
        new DebeziumFollower(pair, transport, DebeziumFollower.Goal.KAFKA),
        new CrossfadeFollower(pair, transport, options, workplace),
        new DebeziumFollower(pair, transport, DebeziumFollower.Goal.TARGET),
        new NativeFollower(pair));
  }

  static Map<String, Long> groups(Pair pair, Transport transport) {
    Map<String, Long> groups = new HashMap<>(pair.servers());
    groups.put("kafka", transport.pid());
    return groups;
  }
}
