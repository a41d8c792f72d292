package dev.crossfade.it.kills;

import dev.crossfade.core.traffic.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients are moved to and fro while whoever takes part is killed, at each step of the table: with
 * real servers, clients that never stop, and a probe that tries to write into both sides.
 *
 * <p>{@code -Dcrossfade.kills=C3,R8} tries only cases of these steps, {@code "-Dcrossfade.kills=C3
 * hold,* killed: turned"} those whose names hold such words, too.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledCrossingsTest {

  private static final String WANTED = System.getProperty("crossfade.kills", "");

  @TempDir private static Path folder;

  private Stage stage;
  private Trials trials;

  @TestFactory
  Stream<DynamicTest> theTableHolds() throws Exception {
    stage = new Stage(folder);
    trials = new Trials(stage);
    Places places = new Places(stage);
    List<Blow> blows = new ArrayList<>(ServerBlows.all(places));
    blows.addAll(OtherBlows.all(places));
    blows.addAll(ArmingBlows.all(places));
    // once undisturbed: afterwards every table is there, and the way is known to be open
    stage.move(Side.NEW);
    stage.move(Side.LEGACY);
    Stream<DynamicTest> cases =
        inTurns(blows.stream().filter(KilledCrossingsTest::wanted).toList()).stream()
            .map(blow -> DynamicTest.dynamicTest(blow.name(), () -> trials.run(blow)));
    DynamicTest last =
        DynamicTest.dynamicTest("whoever looks on notices", () -> new Sabotage(stage).run());
    return Stream.concat(cases, Stream.of(last));
  }

  private static boolean wanted(Blow blow) {
    return WANTED.isEmpty() || Arrays.stream(WANTED.split(",")).anyMatch(each -> meant(each, blow));
  }

  private static boolean meant(String wanted, Blow blow) {
    String[] words = wanted.strip().split(" ", 2);
    boolean step = words[0].equals("*") || blow.step().equals(words[0]);
    return step && (words.length == 1 || blow.what().contains(words[1]));
  }

  /** One there, one back, as each leaves clients where the other begins. */
  private static List<Blow> inTurns(List<Blow> blows) {
    List<Blow> there = blows.stream().filter(blow -> blow.step().startsWith("C")).toList();
    List<Blow> back = blows.stream().filter(blow -> blow.step().startsWith("R")).toList();
    List<Blow> all = new ArrayList<>();
    for (int i = 0; i < Math.max(there.size(), back.size()); i++) {
      if (i < there.size()) {
        all.add(there.get(i));
      }
      if (i < back.size()) {
        all.add(back.get(i));
      }
    }
    return all;
  }

  @AfterAll
  void tell() throws Exception {
    if (trials != null) {
      System.out.println("| step | kill | result | seen | took |\n|---|---|---|---|---|");
      trials.table().forEach(System.out::println);
    }
    if (stage != null) {
      stage.close();
      keepLogs();
    }
  }

  /** What servers and the gateway said, for whoever looks for the cause. */
  private static void keepLogs() throws IOException {
    Path kept = Files.createDirectories(Path.of("target", "kills"));
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path each :
          files
              .filter(file -> file.toString().matches(".*/(s1|s2|w\\d+|gateway).*(txt|log)"))
              .toList()) {
        String name = folder.relativize(each).toString().replace('/', '-');
        Files.copy(each, kept.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
