package dev.crossfade.engine.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.cutover.Move;
import dev.crossfade.testkit.fault.Fault;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Clients are moved to and fro while servers crash and stand still, answers are lost and orders
 * come late: at no instant two sides take writes, nothing is lost, and it comes to rest.
 *
 * <p>{@code -Dcrossing.seeds=20000} plays more, {@code -Dcrossing.seed=17} one, and tells it.
 */
class CrossingSimulationTest {

  private static final int SEEDS =
      Integer.getInteger("crossing.seeds", Boolean.getBoolean("crossfade.long") ? 500 : 60);
  private static NoteSigner signer;

  @BeforeAll
  static void makeKey() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    signer = new NoteSigner(NoteKey.of("kit", pair.getPublic()), pair.getPrivate());
  }

  @Test
  void whatever_happens_one_side_takes_writes_and_has_all() {
    Long only = Long.getLong("crossing.seed");
    if (only != null) {
      new CrossingWorld(only, signer, System.out::println).play();
      return;
    }
    Set<String> seen = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      seen.addAll(play(seed));
    }
    assertThat(seen).as("what the seeds have met").containsAll(everything());
  }

  private static Set<String> everything() {
    Set<String> all =
        new TreeSet<>(
            Set.of("crash", "freeze", "to NEW", "to LEGACY", "late Written", "late Outrun"));
    all.add("switched by hand");
    for (Class<?> move : Move.class.getPermittedSubclasses()) {
      all.add(move.getSimpleName());
    }
    for (Fault fault : Fault.values()) {
      all.add(fault.name());
    }
    all.remove(Fault.NONE.name());
    return all;
  }

  private static Set<String> play(long seed) {
    try {
      CrossingWorld world = new CrossingWorld(seed, signer, line -> {});
      world.play();
      return world.seen;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed "
              + seed
              + ": "
              + e.getMessage()
              + "\nreplay it with ./mvnw -pl crossfade-engine -am test"
              + " -Dtest=CrossingSimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
              + " -Dcrossing.seed="
              + seed,
          e);
    }
  }

  @Test
  void when_nothing_goes_wrong_no_request_fails_and_clients_get_across() {
    for (long seed = 0; seed < 100; seed++) {
      new CrossingWorld(seed, signer, line -> {}).calm();
    }
  }
}
