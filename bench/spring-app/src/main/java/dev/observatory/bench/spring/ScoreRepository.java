package dev.observatory.bench.spring;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The repository of scores. */
interface ScoreRepository extends JpaRepository<Score, Long> {
    List<Score> findByTeamOrderByPointsDesc(String team);
}
