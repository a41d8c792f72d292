package dev.crossfade.testkit.memory;

import dev.crossfade.spi.source.StreamRota;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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

  /** Each source to whoever has the fewest and takes it; who has one keeps it if that is fair. */
  private void deal() {
    List<String> free = new ArrayList<>();
    for (String source : sources) {
      if (members.stream().noneMatch(member -> member.mine.contains(source))) {
        free.add(source);
      }
    }
    for (Member member : members) {
      while (member.mine.size() > 1 && members.stream().anyMatch(each -> each.mine.isEmpty())) {
        String given = member.mine.iterator().next();
        member.mine.remove(given);
        give(given);
      }
    }
    free.forEach(this::give);
  }

  private void give(String source) {
    members.stream()
        .filter(member -> !member.declined.contains(source))
        .min((one, other) -> Integer.compare(one.mine.size(), other.mine.size()))
        .ifPresent(member -> member.mine.add(source));
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
    public void close() {
      synchronized (InMemoryRotas.this) {
        members.remove(this);
        mine.clear();
        deal();
      }
    }
  }
}
