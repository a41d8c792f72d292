package dev.crossfade.oracle.journal;

import dev.crossfade.oracle.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One line of a journal.
 *
 * @param micros wall-clock microseconds at which the outcome was known
 * @param outcome invoke, ok, fail or info
 * @param source where the operation went
 * @param writer number of the client
 * @param epoch how often the workload was started on this journal
 * @param seq number of the operation among its writer's, from 1, in the order they were sent
 * @param operation what it is called
 * @param effects what it does if committed
 */
public record Entry(
    long micros,
    Outcome outcome,
    Source source,
    int writer,
    int epoch,
    long seq,
    String operation,
    List<Effect> effects) {

  public Entry {
    effects = List.copyOf(effects);
  }

  /** The operation's name in data: unique over sources, writers and restarts. */
  public String uid() {
    return uid(source, epoch, writer, seq);
  }

  /** The uid of an operation. */
  public static String uid(Source source, int epoch, int writer, long seq) {
    return source.text().charAt(0) + "" + epoch + "." + writer + "." + seq;
  }

  /** The same operation with another outcome, now. */
  public Entry ended(Outcome end, long at) {
    return new Entry(at, end, source, writer, epoch, seq, operation, effects);
  }

  String line() {
    StringBuilder line = new StringBuilder(160);
    line.append(micros).append('\t').append(outcome.text()).append('\t').append(source.text());
    line.append('\t').append(writer).append('\t').append(epoch).append('\t').append(seq);
    line.append('\t').append(operation).append('\t');
    for (int i = 0; i < effects.size(); i++) {
      line.append(i == 0 ? "" : ";").append(effects.get(i).text());
    }
    return line.append('\n').toString();
  }

  static Entry parse(String line) {
    String[] field = line.split("\t", -1);
    if (field.length != 8) {
      throw new IllegalArgumentException("a journal line has 8 fields, this has " + field.length);
    }
    List<Effect> effects = new ArrayList<>();
    for (String effect : field[7].split(";")) {
      if (!effect.isEmpty()) {
        effects.add(Effect.parse(effect));
      }
    }
    return new Entry(
        Long.parseLong(field[0]),
        Outcome.of(field[1]),
        Source.valueOf(field[2].toUpperCase(Locale.ROOT)),
        Integer.parseInt(field[3]),
        Integer.parseInt(field[4]),
        Long.parseLong(field[5]),
        field[6],
        effects);
  }
}
