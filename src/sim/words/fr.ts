import type { Phrases } from './phrases.ts';

export const french: Phrases = {
  openers: [
    '[Bonjour|Bonsoir],',
    'Madame, Monsieur,',
    "Bonjour [à vous|l'équipe],",
    "Bonjour, [c'est au sujet de|je vous écris pour] la commande {order}.",
    "[Bonjour|Salut], [petit souci|j'ai un problème] avec : {good}.",
    '',
  ],
  reasons: {
    not_received: [
      "Mon colis ({good}) [n'est pas arrivé|n'est jamais arrivé], [alors que|pourtant] le suivi indique livré.",
      "Le colis ({good}) devait arriver le {date}, [je n'ai rien reçu|il n'y avait rien devant la porte].",
      "{carrier} [dit|prétend] l'avoir [déposé|livré] le {date}, [j'étais là toute la journée|personne n'a sonné] et [il n'y a rien|aucun colis].",
      "J'ai demandé [aux voisins|au gardien|dans tout l'immeuble], [personne|nul] ne l'a [vu|pris].",
      "J'attends [toujours|encore] ({good}), prévu le {date}.",
      'Le colis a dû être [volé|pris] [dans le hall|devant la porte] ({good}).',
    ],
    empty_parcel: [
      'Le carton est arrivé [vide|complètement vide], pas de {good}, juste [du papier|du calage].',
      "J'ai ouvert le colis [à l'instant|hier soir], rien dedans ({good}).",
      "Le [scellé|scotch] était [coupé|ouvert] et il n'y avait rien.",
    ],
    missing_item: [
      'Il [manque|manquait] ({good}) dans le colis, [le reste est là|le reste va bien].',
      'Une partie de ma commande manque : {good}.',
      "Le bon de livraison indique {good}, [mais il n'y est pas|introuvable].",
    ],
    damaged: [
      '{good} : arrivé(e) [abîmé|cassé|fendu], le carton était [écrasé|mouillé].',
      "En [ouvrant|déballant], j'ai vu que c'était [cassé|rayé] ({good}).",
      'Il y a [une fissure|une grosse rayure] ({good}), [photo jointe|voir photo].',
    ],
    wrong_item: [
      "J'ai reçu [le mauvais article|autre chose], ce n'est pas {good}.",
      'À la place ({good}) il y avait [un autre produit|autre chose].',
      '{good} : [mauvaise couleur|mauvaise taille|mauvais modèle].',
    ],
    defective: [
      "{good} : [ne marche pas|ne s'allume plus|en panne].",
      'Après [quelques jours|deux semaines|un mois], [plus rien|panne] ({good}).',
      "{good} : [s'éteint tout seul|fait un bruit bizarre], j'ai [tout essayé|déjà réinitialisé].",
    ],
    not_as_described: [
      '{good} : [pas conforme à|très différent de] la description.',
      "La [qualité|matière] ({good}) n'est pas [celle annoncée|celle des photos].",
    ],
    changed_mind: [
      "Je [voudrais|souhaite] [retourner|renvoyer] ({good}), [ce n'est pas la bonne taille|cela ne me plaît pas|trop grand|trop petit].",
      "{good} : [très bien|rien à dire], mais [je n'en ai plus besoin|c'était un cadeau en double].",
      "Merci de [m'envoyer une étiquette|me dire comment retourner] ({good}).",
    ],
  },
  details: [
    "J'habite au [premier|deuxième|troisième] étage et la sonnette [marche|fonctionne].",
    "J'étais [au travail|chez ma mère|à la maison] [à ce moment-là|à l'heure du scan].",
    "C'était [un cadeau d'anniversaire|pour ma fille|pour le travail|pour Noël].",
    "Il n'y a [pas de photo|pas de signature] pour la livraison.",
    "J'ai déjà [appelé|contacté] {carrier}, [ils me renvoient vers vous|sans résultat].",
    "Je suis client(e) [depuis des années|depuis longtemps], [c'est la première fois|jamais eu ça].",
    'Commande {order}, [payée|passée] le {date}.',
    'Mon mari a [aussi cherché|regardé aussi].',
  ],
  wishes: [
    'Merci de [me rembourser|rembourser la somme].',
    'Je [voudrais|souhaite|demande] [un remboursement|être remboursé].',
    'Pouvez-vous [le renvoyer|en envoyer un autre] ou [rembourser|me rembourser] ?',
    'Que [fait-on|se passe-t-il] maintenant ?',
    "Dites-moi [ce qu'il vous faut|la suite].",
  ],
  pressure: [
    "Il faut que ce soit [réglé|fait] [aujourd'hui|sous 24 heures].",
    "J'ai [porté plainte|déposé plainte], [je peux envoyer le procès-verbal|le policier dit que le vendeur doit rembourser].",
    'Sinon je [vais voir ma banque|fais opposition|prends un avocat].',
    "Votre collègue m'a [promis|dit] [hier|au téléphone] que [ce serait remboursé|c'était accepté].",
    "Passez-moi [un responsable|votre supérieur], s'il vous plaît.",
    "Selon la loi, le vendeur [est responsable|supporte le risque] jusqu'à la remise.",
    'Je vais [laisser un avis|en parler partout].',
  ],
  closers: [
    "[Merci|Merci beaucoup|Merci d'avance].",
    '[Cordialement|Bien à vous], {name}',
    "D'accord, [merci|merci bien] !",
    "J'attends votre [réponse|retour].",
  ],
  greeting: [
    'Bonjour {name}, merci de nous contacter. Je suis désolé. Je regarde la commande {order}.',
    "Bonjour {name}, le service client à votre écoute. J'ouvre la commande {order}, un instant.",
    "Bonjour {name}, je comprends. Pouvez-vous confirmer l'adresse de livraison ?",
  ],
  granting: [
    "C'est fait. Vous recevrez une confirmation par courriel dans quelques minutes.",
    'Merci de votre patience. Comptez trois à cinq jours ouvrés.',
    "Voilà, c'est enregistré. Puis-je vous aider pour autre chose ?",
  ],
  declining: [
    'Je ne peux pas le faire pour le moment. Nous attendons la réponse du transporteur.',
    'Je le note. Revenez vers nous dans 48 heures si rien ne change.',
    'La livraison est indiquée comme faite, je dois transmettre.',
  ],
  question: [
    'Où est ma commande {order} ?',
    "Puis-je [changer|modifier] l'adresse pour {order} ?",
    'Avez-vous {good} en [autre couleur|plus grand] ?',
    'Il me faut une facture pour {order}.',
  ],
  answer: [
    'Votre commande est en route ; suivez-la dans « Mes commandes ».',
    "Je l'ai envoyé à votre adresse.",
    "Ce n'est plus possible, désolé.",
    "C'est indiqué sur la page du produit. Bonne journée !",
  ],
};
