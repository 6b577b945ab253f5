"""Trained reference of the quality bench: gradient-boosted trees on plain columns.

usage: reference.py TRAIN.csv TEST.csv OUT.txt

Both files have the columns "seed" and "fraud" (0 or 1, empty where unknown) before the plain ones. Words become one column for
each word of the training claims; empty fields are missing. Depth and number of rounds are chosen on the training worlds alone, by
leaving out one world after the other; then a model of all of them scores the test claims, one probability a line.
Needs XGBoost (Debian: apt-get install python3-xgboost).
"""

import csv
import sys

import numpy as np
import xgboost

ROUNDS_MAX = 600
PATIENCE = 40
DEPTHS = (2, 3, 5)
COMMON = {
    "objective": "binary:logistic",
    "eval_metric": "logloss",
    "eta": 0.05,
    "subsample": 0.8,
    "colsample_bytree": 0.7,
    "min_child_weight": 2,
    "tree_method": "hist",
    # The bench decides worlds on all cores at the same time.
    "nthread": 1,
    "seed": 1,
}


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def encoder(train):
    """Columns of the matrix, each with the function that reads it from a row."""
    columns = []
    for name in train[0]:
        if name in ("seed", "fraud"):
            continue
        known = {row[name] for row in train if row[name] != ""}
        if all(is_number(text) for text in known):
            columns.append((name, lambda row, name=name: float(row[name]) if row[name] != "" else np.nan))
            continue
        for word in sorted(known):
            columns.append((f"{name}={word}", lambda row, name=name, word=word: 1.0 if row[name] == word else 0.0))
    return columns


def matrix(rows, columns):
    return np.array([[value(row) for _, value in columns] for row in rows], dtype=np.float32)


def choose(x, y, seeds):
    """Depth and rounds with the least log loss on worlds that were left out."""
    best = (np.inf, DEPTHS[0], 1)
    for depth in DEPTHS:
        curves = []
        for left_out in sorted(set(seeds)):
            inside = seeds != left_out
            watched = {}
            xgboost.train(
                {**COMMON, "max_depth": depth},
                xgboost.DMatrix(x[inside], y[inside]),
                num_boost_round=ROUNDS_MAX,
                evals=[(xgboost.DMatrix(x[~inside], y[~inside]), "unseen")],
                early_stopping_rounds=PATIENCE,
                evals_result=watched,
                verbose_eval=False,
            )
            curves.append(watched["unseen"]["logloss"])
        rounds = min(len(curve) for curve in curves)
        mean = np.mean([curve[:rounds] for curve in curves], axis=0)
        at = int(np.argmin(mean))
        best = min(best, (float(mean[at]), depth, at + 1))
    return best


def main():
    train_path, test_path, out_path = sys.argv[1:4]
    train, test = read(train_path), read(test_path)
    columns = encoder(train)
    x, y = matrix(train, columns), np.array([float(row["fraud"]) for row in train])
    seeds = np.array([row["seed"] for row in train])
    loss, depth, rounds = choose(x, y, seeds)
    model = xgboost.train({**COMMON, "max_depth": depth}, xgboost.DMatrix(x, y), num_boost_round=rounds)
    with open(out_path, "w") as out:
        for probability in model.predict(xgboost.DMatrix(matrix(test, columns))):
            out.write(f"{probability:.8f}\n")
    print(f"{len(train)} claims, {int(y.sum())} fraudulent, depth {depth}, {rounds} rounds, log loss {loss:.4f}")


main()
