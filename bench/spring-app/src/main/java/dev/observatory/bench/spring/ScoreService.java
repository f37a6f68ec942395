package dev.observatory.bench.spring;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The transactional operations on scores. */
@Service
class ScoreService {
    private final ScoreRepository scores;

    ScoreService(ScoreRepository scores) {
        this.scores = scores;
    }

    @Transactional
    public Score add(String team, int points) {
        return scores.save(new Score(team, points));
    }

    @Transactional(readOnly = true)
    public List<Score> of(String team) {
        return scores.findByTeamOrderByPointsDesc(team);
    }
}
