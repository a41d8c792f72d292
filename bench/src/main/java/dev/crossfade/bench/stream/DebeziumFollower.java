package dev.crossfade.bench.stream;

import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.peers.Debezium;
import org.jspecify.annotations.Nullable;

/** Debezium alone, into Kafka; or with its JDBC sink, into the target. */
final class DebeziumFollower implements Follower {

  private static final int ASKS_PER_LOOK = 50;

  private final Pair pair;
  private final Transport transport;
  private final Debezium debezium;
  private final Goal goal;
  private long before;
  private long asked;
  private @Nullable Arrival arrival;

  /** How far changes have to come. */
  enum Goal {
    /** Written into Kafka. */
    KAFKA("Debezium alone, into Kafka"),
    /** Visible in the target. */
    TARGET("Debezium and JDBC sink");

    private final String title;

    Goal(String title) {
      this.title = title;
    }
  }

  DebeziumFollower(Pair pair, Transport transport, Goal goal) {
    this.pair = pair;
    this.transport = transport;
    this.debezium = new Debezium(pair, transport);
    this.goal = goal;
  }

  @Override
  public String name() {
    return goal.title;
  }

  @Override
  public String missing() {
    return goal == Goal.TARGET ? transport.sinkMissing() : "";
  }

  /** History is copied by the server itself: only the stream counts here. */
  @Override
  public void begin() throws Exception {
    debezium.capture(goal == Goal.TARGET ? "true" : "false");
    debezium.awaitCapture();
    if (goal == Goal.TARGET) {
      pair.emptyTables();
      pair.shell()
          .bash(
              pair.source().environment(),
              String.format(
                  "psql -qAtX '%s' -c 'COPY contacts TO STDOUT (FORMAT binary)'"
                      + " | psql -qAtX '%s' -c 'COPY contacts FROM STDIN (FORMAT binary)'",
                  pair.source().uri(), pair.target().uri()));
      debezium.sink();
    }
    // a first change makes the topic
    pair.source().execute("UPDATE contacts SET lead_score = lead_score WHERE id = 1");
    while (transport.written(Debezium.TOPIC) == 0) {
      Thread.sleep(100);
    }
  }

  @Override
  public void pause() throws Exception {
    debezium.pause();
    before = transport.written(Debezium.TOPIC);
  }

  @Override
  public void resume() throws Exception {
    debezium.resume();
  }

  @Override
  public boolean arrived(long id, long changes) throws Exception {
    if (++asked % ASKS_PER_LOOK == 0) {
      debezium.mustBeWell();
    }
    if (goal == Goal.KAFKA) {
      return transport.written(Debezium.TOPIC) >= before + changes;
    }
    if (arrival == null) {
      arrival = Arrival.in(pair.target(), table(), key());
    }
    return arrival.of(id);
  }

  @Override
  public void check() throws Exception {
    if (goal == Goal.TARGET) {
      Copies.mustEqual(pair.source(), pair.target(), "contacts");
    }
  }

  @Override
  public void end() throws Exception {
    if (arrival != null) {
      arrival.close();
      arrival = null;
    }
    debezium.end();
  }
}
