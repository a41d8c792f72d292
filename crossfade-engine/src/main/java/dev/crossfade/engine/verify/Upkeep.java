package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares again only those rows whose keys were touched since the last verdict. Which these are,
 * the sources' streams tell, read once more from where that verdict holds; applying them costs
 * nothing more for it. Added to full passes, never instead: a row that was corrupted behind
 * everybody's back leaves no trace in a stream, and only a full pass finds it. An entity whose
 * touched keys are not known for certain gets a full pass, and its verdict says why. One thread.
 */
public final class Upkeep implements EntityComparison {

  /** Why an upkeep counts no more. */
  static final String OVERTAKEN =
      "a full pass that ended meanwhile did not find all equal, or its rows were made again";

  private final Verifier verifier;
  private final StreamAccess streams;
  private final List<String> entities;
  private @Nullable Touched touched;

  /**
   * @param verifier makes the full passes
   * @param streams of the sources
   * @param entities all that will be asked for; the streams are read once for all of them
   */
  public Upkeep(Verifier verifier, StreamAccess streams, List<String> entities) {
    this.verifier = verifier;
    this.streams = streams;
    this.entities = List.copyOf(entities);
  }

  @Override
  public Verdict verify(String entity) throws InterruptedException {
    Upkept upkept = upkept(entity);
    String refusal = upkept.keys().refusal();
    if (!refusal.isEmpty()) {
      return verifier.full(entity, refusal);
    }
    Parties parties = verifier.parties();
    try (KeyReaders readers = KeyReaders.open(parties)) {
      String held = verifier.hindrance(upkept.scope());
      Verdict verdict = verifier.upkeep(upkept, touched(), readers, parties.fence(), held);
      if (verifier.recordUpkeep(verdict)) {
        return verdict;
      }
    }
    return verifier.full(entity, OVERTAKEN);
  }

  private Upkept upkept(String entity) throws InterruptedException {
    Upkept upkept = touched().entities().get(entity);
    if (upkept == null) {
      throw new IllegalArgumentException("was not named before: " + entity);
    }
    return upkept;
  }

  private Touched touched() throws InterruptedException {
    Touched known = touched;
    if (known == null) {
      Parties parties = verifier.parties();
      Map<String, Upkept> upkept = new TreeMap<>();
      entities.forEach(entity -> upkept.put(entity, Upkept.of(parties, entity)));
      known = Touched.since(parties, streams, upkept, parties.fence());
      touched = known;
    }
    return known;
  }
}
