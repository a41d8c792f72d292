package dev.crossfade.gateway.record;

import dev.crossfade.core.canary.Observation;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRules;
import dev.crossfade.spi.traffic.Beat;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Route records in a folder, for gateways of one machine without a control store: a file for the
 * record of a group and one for the last sign of each gateway. Whoever publishes has the lock.
 */
public final class FileRoutes implements RouteStore {

  private static final long LOOK_MILLIS = 10;
  private static final Object IN_PROCESS = new Object();

  private final Path folder;
  private final Clock clock;

  public FileRoutes(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public void prepare() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw RecordFolder.unusable(folder, e);
    }
  }

  private Path record(String group) {
    return folder.resolve(group + ".record");
  }

  private Path sign(String group, String gateway) {
    return folder.resolve(group + ".gateways").resolve(gateway);
  }

  @Override
  public Optional<String> read(String group) {
    Path file = record(group);
    try {
      String text = Files.readString(file);
      return Optional.of(text.substring(text.indexOf('\n') + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw RecordFolder.unusable(file, e);
    }
  }

  @Override
  public Optional<String> renew(String group, Beat beat) {
    Path file = sign(group, beat.gateway());
    String line =
        "%d %d %d %d %s %s"
            .formatted(
                beat.epoch(),
                beat.settled(),
                beat.gone().toMillis(),
                clock.millis(),
                "@" + beat.build().replace(' ', '_'),
                Observation.text(beat.seen()));
    try {
      Files.createDirectories(file.getParent());
      Path next = file.resolveSibling("." + beat.gateway() + ".next");
      Files.writeString(next, line);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw RecordFolder.unusable(file, e);
    }
    return read(group);
  }

  @Override
  public Published publish(String note) {
    RouteRecord next = RecordSeal.peek(note);
    Path lock = folder.resolve(next.group() + ".lock");
    synchronized (IN_PROCESS) {
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        return held.isValid() ? write(next, note) : new Published.Outrun(-1);
      } catch (IOException e) {
        throw RecordFolder.unusable(lock, e);
      }
    }
  }

  private Published write(RouteRecord next, String note) {
    RouteRecord now =
        read(next.group()).map(RecordSeal::peek).orElse(RouteRecord.initial(next.group()));
    if (next.epoch() != now.epoch() + 1) {
      return new Published.Outrun(now.epoch());
    }
    long since = now.epoch() == 0 ? clock.millis() : heldSince(next.group());
    List<String> reasons = hindrances(now, next, since);
    if (!reasons.isEmpty()) {
      return new Published.Hindered(reasons);
    }
    gateways(next.group()).stream()
        .filter(RouteRules::forgettable)
        .forEach(sign -> leave(next.group(), sign.gateway()));
    boolean same = RouteRules.goesOnHolding(now, next);
    boolean written =
        RecordFolder.write(
            record(next.group()),
            (same ? since : clock.millis()) + "\n" + note,
            () -> hindrances(now, next, since).isEmpty());
    return written
        ? new Published.Written(next.epoch())
        : new Published.Hindered(hindrances(now, next, since));
  }

  private List<String> hindrances(RouteRecord now, RouteRecord next, long since) {
    Duration age = Duration.ofMillis(clock.millis() - since);
    return RouteRules.hindrances(now, next, age, gateways(next.group()));
  }

  private long heldSince(String group) {
    Path file = record(group);
    try (Stream<String> lines = Files.lines(file)) {
      return Long.parseLong(lines.findFirst().orElseThrow());
    } catch (IOException | RuntimeException e) {
      throw RecordFolder.unusable(file, e);
    }
  }

  @Override
  public void await(String group, long epoch, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (System.nanoTime() < end && epoch(group) == epoch) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of the record in force, or one that nobody has: then somebody ought to look. */
  private long epoch(String group) {
    try {
      return read(group).map(note -> RecordSeal.peek(note).epoch()).orElse(0L);
    } catch (RuntimeException e) {
      return -1;
    }
  }

  @Override
  public List<GatewaySign> gateways(String group) {
    Path signs = folder.resolve(group + ".gateways");
    List<GatewaySign> found = new ArrayList<>();
    if (!Files.isDirectory(signs)) {
      return found;
    }
    try (Stream<Path> files = Files.list(signs)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".")) {
          found.add(parse(name, Files.readString(file)));
        }
      }
      return found;
    } catch (IOException | RuntimeException e) {
      throw RecordFolder.unusable(signs, e);
    }
  }

  private GatewaySign parse(String name, String line) {
    String[] parts = line.split(" ", 5);
    boolean told = parts[4].startsWith("@");
    int end = told ? parts[4].indexOf(' ') : 0;
    return new GatewaySign(
        name,
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Duration.ofMillis(clock.millis() - Long.parseLong(parts[3])),
        Duration.ofMillis(Long.parseLong(parts[2])),
        Observation.parse(parts[4].substring(end)),
        told ? parts[4].substring(1, end) : "");
  }

  @Override
  public void leave(String group, String gateway) {
    Path file = sign(group, gateway);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw RecordFolder.unusable(file, e);
    }
  }

  @Override
  public void close() {}
}
