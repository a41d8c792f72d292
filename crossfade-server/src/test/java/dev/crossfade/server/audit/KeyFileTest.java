package dev.crossfade.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.audit.NoteKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that is made is there as a whole or not at all. */
class KeyFileTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 200;

  @TempDir private Path folder;

  @Test
  void whoeverComesAtTheSameMomentFindsTheWholeKey() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Path file = folder.resolve("key-" + round);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        Callable<NoteKey> one =
            () -> {
              together.await();
              return new KeyFile(file).signer("log").key();
            };
        List<NoteKey> keys = new ArrayList<>();
        for (Future<NoteKey> key : threads.invokeAll(List.of(one, one, one, one))) {
          keys.add(key.get());
        }
        assertThat(keys).containsOnly(keys.get(0));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    } finally {
      threads.shutdownNow();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("nothing else is left").hasSize(ROUNDS);
    }
  }
}
