package dev.crossfade.oracle.client;

import dev.crossfade.oracle.Clock;
import dev.crossfade.oracle.client.ApiWrite.Kind;
import dev.crossfade.oracle.client.ApiWrite.Thing;
import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.Journal;
import dev.crossfade.oracle.journal.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An application that adds, changes and removes rows of its own. Each write is journalled before it
 * is sent and after its end is known, and sent once. A row whose last write has no known end is not
 * touched again.
 */
final class WritingClient extends Client {

  private static final long FIRST = 4_000_000_000_000L;

  /** Answers that say that nothing was done: by an application, or by what holds writes back. */
  private static final Set<Integer> NOT_DONE = Set.of(400, 404, 409, 413, 422, 503);

  private final Caller caller;
  private final Meter meter;
  private final Journal journal;
  private final int number;
  private final int epoch;
  private final SplittableRandom random;
  private final List<Thing> things = new ArrayList<>();
  private long seq;
  private long fresh;

  WritingClient(
      Caller caller,
      Meter meter,
      Journal journal,
      double perSecond,
      int number,
      int epoch,
      long seed) {
    super(perSecond);
    this.caller = caller;
    this.meter = meter;
    this.journal = journal;
    this.number = number;
    this.epoch = epoch;
    this.random = new SplittableRandom(seed);
  }

  @Override
  void next() throws InterruptedException {
    seq++;
    ApiWrite write = plan();
    Entry entry =
        new Entry(
            Clock.micros(),
            Outcome.INVOKE,
            write.thing().kind().source(),
            number,
            epoch,
            seq,
            write.operation(),
            write.effects());
    journal.append(entry);
    send(write, entry);
  }

  private ApiWrite plan() {
    int roll = random.nextInt(10);
    if (things.size() < 5 || roll < 3) {
      Kind kind = random.nextBoolean() ? Kind.CONTACT : Kind.CAMPAIGN;
      long id = FIRST + epoch * 1_000_000_000L + number * 10_000_000L + ++fresh;
      return ApiWrite.add(new Thing(kind, id), uid(kind));
    }
    Thing thing = things.get(random.nextInt(things.size()));
    return roll == 9 && things.size() > 20
        ? ApiWrite.remove(thing)
        : ApiWrite.change(thing, uid(thing.kind()), random.nextInt(100));
  }

  private String uid(Kind kind) {
    return Entry.uid(kind.source(), epoch, number, seq);
  }

  private void send(ApiWrite write, Entry entry) throws InterruptedException {
    long begin = System.nanoTime();
    try {
      Caller.Reply reply =
          caller.send("writer-" + number, write.method(), write.path(), write.body());
      answered(write, entry, reply, System.nanoTime() - begin);
    } catch (IOException e) {
      unknown(write, entry);
      meter.failed(
          "write " + e.getClass().getSimpleName(),
          write.method() + " " + write.path() + ": " + e,
          System.nanoTime() - begin);
    } catch (InterruptedException e) {
      unknown(write, entry);
      throw e;
    }
  }

  private void answered(ApiWrite write, Entry entry, Caller.Reply reply, long nanos) {
    if (reply.status() == 200 || reply.status() == 201) {
      journal.append(by(reply.stack(), entry));
      meter.written(reply.stack(), nanos);
      done(write);
      return;
    }
    meter.failed(
        "write " + reply.status(),
        write.method() + " " + write.path() + ": " + reply.status(),
        nanos);
    if (NOT_DONE.contains(reply.status())) {
      journal.append(entry.ended(Outcome.FAIL, Clock.micros()));
    } else {
      unknown(write, entry);
    }
  }

  /** The end of a write, with who acknowledged it. */
  private static Entry by(String stack, Entry entry) {
    return new Entry(
        Clock.micros(),
        Outcome.OK,
        entry.source(),
        entry.writer(),
        entry.epoch(),
        entry.seq(),
        entry.operation() + "@" + stack,
        entry.effects());
  }

  private void done(ApiWrite write) {
    switch (write.operation()) {
      case "add" -> things.add(write.thing());
      case "remove" -> things.remove(write.thing());
      default -> {}
    }
  }

  private void unknown(ApiWrite write, Entry entry) {
    journal.append(entry.ended(Outcome.INFO, Clock.micros()));
    things.remove(write.thing());
  }
}
