package dev.crossfade.embedded.process;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.embedded.EmbeddedProblem;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.ServiceEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A service whose process this object looks after, started here or found running.
 *
 * @param <E> how the service is reached
 */
public final class ManagedService<E extends ServiceEndpoint> implements EmbeddedService<E> {

  private final String name;
  private final ServiceFolder folder;
  private final Recipe<E> recipe;
  private final Starter<E> starter;
  private volatile @Nullable ChildProcess child;
  private volatile boolean closing;
  private boolean closed;

  private ManagedService(String name, ServiceFolder folder, Recipe<E> recipe) {
    this.name = name;
    this.folder = folder;
    this.recipe = recipe;
    this.starter = new Starter<>(name, folder, recipe, () -> closing);
  }

  /**
   * Starts the service, or adopts the one that already runs on this folder. Takes over the folder
   * and releases it when the start fails.
   */
  public static <E extends ServiceEndpoint> EmbeddedService<E> start(
      String name, ServiceFolder folder, Recipe<E> recipe) {
    ManagedService<E> service = new ManagedService<>(name, folder, recipe);
    ShutdownSequence.add(service);
    try {
      service.bringUp();
      return service;
    } catch (RuntimeException e) {
      service.abandon();
      throw e;
    }
  }

  private synchronized void abandon() {
    closed = true;
    ShutdownSequence.remove(this);
    folder.close();
  }

  private synchronized void bringUp() {
    if (closed) {
      throw Problem.of(
              EmbeddedProblem.ALREADY_CLOSED,
              name + " was closed and cannot be started again by this object.",
              "Its folder has been released.",
              "Start a new one on " + folder.path() + ".")
          .raise();
    }
    try {
      child = starter.adoptOrStart();
    } catch (IOException e) {
      throw ServiceFolder.notUsable(folder.path(), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public E endpoint() {
    return recipe.endpoint();
  }

  @Override
  public long pid() {
    ChildProcess current = child;
    return current == null ? -1 : current.pid();
  }

  @Override
  public boolean alive() {
    ChildProcess current = child;
    return current != null && current.alive();
  }

  @Override
  public boolean answers() {
    return recipe.answers();
  }

  @Override
  public Path log() {
    return folder.log();
  }

  @Override
  public synchronized void killForcibly() {
    ChildProcess current = child;
    if (current != null) {
      current.kill();
    }
  }

  @Override
  public synchronized void restart() {
    stop();
    bringUp();
  }

  private void stop() {
    ChildProcess current = child;
    if (current != null) {
      current.stop(recipe.stopSignal());
    }
  }

  /** Ends a start under way as well. */
  @Override
  public void close() {
    closing = true;
    release();
  }

  private synchronized void release() {
    if (closed) {
      return;
    }
    try {
      stop();
      folder.forgetProcess();
    } catch (IOException e) {
      throw ServiceFolder.notUsable(folder.path(), e);
    } finally {
      abandon();
    }
  }

  @Override
  public String toString() {
    return name + "[" + endpoint() + ", pid=" + pid() + "]";
  }
}
