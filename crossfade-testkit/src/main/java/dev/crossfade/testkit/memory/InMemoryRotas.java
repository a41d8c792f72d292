package dev.crossfade.testkit.memory;

import dev.crossfade.spi.source.StreamRota;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Rotas of any number of processes in one memory, who agree at once. Thread-safe. */
public final class InMemoryRotas {

  private final Set<String> sources;
  private final List<Member> members = new ArrayList<>();

  /**
   * @param sources whose streams are shared
   */
  public InMemoryRotas(Collection<String> sources) {
    this.sources = new TreeSet<>(sources);
  }

  /** One process more. */
  public synchronized StreamRota open() {
    Member member = new Member();
    members.add(member);
    deal();
    return member;
  }

  /** A source that is nobody's goes to whoever has the fewest, and so does one too many. */
  private void deal() {
    for (String source : sources) {
      Optional<Member> holder =
          members.stream().filter(member -> member.mine.contains(source)).findFirst();
      members.stream()
          .filter(member -> !member.declined.contains(source))
          .min(Comparator.comparingInt(member -> member.mine.size()))
          .filter(least -> holder.isEmpty() || least.mine.size() + 1 < holder.get().mine.size())
          .ifPresent(
              least -> {
                holder.ifPresent(before -> before.mine.remove(source));
                least.mine.add(source);
              });
    }
  }

  private final class Member implements StreamRota {

    private final Set<String> mine = new TreeSet<>();
    private final Set<String> declined = new HashSet<>();

    @Override
    public boolean ours(String source) {
      synchronized (InMemoryRotas.this) {
        return mine.contains(source);
      }
    }

    @Override
    public void decline(String source) {
      synchronized (InMemoryRotas.this) {
        declined.add(source);
        mine.remove(source);
        deal();
      }
    }

    @Override
    public void accept(String source) {
      synchronized (InMemoryRotas.this) {
        declined.remove(source);
        deal();
      }
    }

    @Override
    public void close() {
      synchronized (InMemoryRotas.this) {
        members.remove(this);
        mine.clear();
        deal();
      }
    }
  }
}
