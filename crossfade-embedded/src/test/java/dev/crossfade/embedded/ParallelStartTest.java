package dev.crossfade.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelStartTest {

  @TempDir Path folder;

  @Test
  void startsSeveralServersWhoseProgramsAreNotUnpackedYet() throws Exception {
    System.setProperty("crossfade.cache", folder.resolve("cache").toString());
    try (OtherJvm other = OtherJvm.starting("postgres", folder.resolve("other"))) {
      List<CompletableFuture<EmbeddedService<DatabaseEndpoint>>> starts =
          IntStream.range(0, 3)
              .mapToObj(i -> folder.resolve("pg" + i))
              .map(f -> CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(f)))
              .toList();
      List<EmbeddedService<DatabaseEndpoint>> all =
          starts.stream().map(CompletableFuture::join).toList();
      assertThat(other.servicePid()).isPositive();
      assertThat(all).allMatch(EmbeddedService::answers);
      assertThat(all.stream().map(s -> s.endpoint().port())).doesNotHaveDuplicates();
      all.forEach(EmbeddedService::close);
    } finally {
      System.clearProperty("crossfade.cache");
    }
  }
}
