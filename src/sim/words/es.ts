import type { Phrases } from './phrases.ts';

export const spanish: Phrases = {
  openers: [
    '[Hola|Buenos días|Buenas tardes|Buenas],',
    'Estimado servicio de atención,',
    'Hola, [escribo por|es sobre] el pedido {order}.',
    'Hola, [tengo un problema con|una duda sobre] {good}.',
    '',
  ],
  reasons: {
    not_received: [
      'El paquete ({good}) [no ha llegado|nunca llegó], [aunque|y eso que] el seguimiento dice entregado.',
      'Tenía que llegar el {date} ({good}) y [no he recibido nada|no había nada en la puerta].',
      '{carrier} [dice|asegura] que lo [dejó|entregó] el {date}, [estuve en casa todo el día|nadie llamó] y [aquí no hay nada|ningún paquete].',
      'He preguntado [a los vecinos|al portero|en todo el edificio] y [nadie|ninguno] lo ha [visto|recogido].',
      '[Sigo esperando|Todavía espero]: {good}, era para el {date}.',
      'Creo que lo han [robado|cogido] [del portal|de la puerta] ({good}).',
    ],
    empty_parcel: [
      'La caja llegó [vacía|totalmente vacía], sin {good}, solo [papel|relleno].',
      'Abrí el paquete [ahora mismo|anoche] y no estaba ({good}).',
      'El [precinto|celo] estaba [abierto|cortado] y dentro nada.',
    ],
    missing_item: [
      '[Falta|Faltaba] {good} en el paquete, [lo demás está|lo demás bien].',
      'Falta parte del pedido: {good}.',
      'En el albarán pone {good}, [pero no está|no lo encuentro].',
    ],
    damaged: [
      '{good}: llegó [dañado|roto], la caja estaba [aplastada|mojada].',
      'Al [abrir|desembalar] vi que estaba [roto|rayado] ({good}).',
      'Tiene [una grieta|un golpe] ({good}), [foto adjunta|ver foto].',
    ],
    wrong_item: [
      'Me ha llegado [el artículo equivocado|otra cosa], no es {good}.',
      'En lugar de {good} había [otro producto|otra cosa].',
      '{good}: [color equivocado|talla equivocada|otro modelo].',
    ],
    defective: [
      '{good}: [no funciona|no enciende|ha muerto].',
      'A [los pocos días|las dos semanas|un mes] [dejó de ir|se estropeó] ({good}).',
      '{good}: [se apaga solo|hace un ruido raro], ya [lo he probado todo|lo reinicié].',
    ],
    not_as_described: [
      '{good}: [no es como se describe|distinto a las fotos].',
      'La [calidad|tela] ({good}) es [mucho peor|otra] que la anunciada.',
    ],
    changed_mind: [
      '[Quiero|Quisiera] [devolver|mandar de vuelta] {good}, [no me queda bien|no me gusta|es grande|es pequeño].',
      '{good} está bien, pero [ya no lo necesito|era un regalo repetido].',
      'Por favor [una etiqueta|cómo devuelvo] para {good}.',
    ],
  },
  details: [
    'Vivo en el [primer|segundo|tercer] piso y el timbre [funciona|va].',
    'Estaba [en el trabajo|con mi madre|en casa] [a esa hora|en ese momento].',
    'Era [un regalo de cumpleaños|para mi hija|para el trabajo|para Reyes].',
    'No hay [foto|firma] de la entrega.',
    'Ya he [llamado|escrito] a {carrier}, [me mandan a ustedes|sin resultado].',
    'Soy cliente [desde hace años|de siempre], [nunca me pasó|es la primera vez].',
    'Pedido {order}, [pagado|hecho] el {date}.',
    'Mi marido también ha [mirado|buscado].',
  ],
  wishes: [
    '[Quiero|Pido|Solicito] [el reembolso|mi dinero].',
    '¿Pueden [devolverme el dinero|reembolsarme]?',
    '¿Pueden [mandarlo otra vez|enviar otro] o [reembolsar|devolver el dinero]?',
    '¿[Qué hacemos|Cómo seguimos] ahora?',
    'Díganme [qué necesitan|cómo sigue].',
  ],
  pressure: [
    'Tiene que [resolverse|quedar hecho] [hoy|en 24 horas].',
    'He [puesto una denuncia|denunciado], [puedo enviarla|el agente dice que la tienda debe pagar].',
    'Si no, [voy al banco|hago una retrocesión|hablo con mi abogado].',
    'Su compañera me [prometió|dijo] [ayer|por teléfono] que [estaba aprobado|se reembolsaría].',
    'Páseme con [un responsable|su superior].',
    'Por ley el vendedor [responde|asume el riesgo] hasta la entrega.',
    '[Pondré una reseña|Lo contaré en todas partes].',
  ],
  closers: [
    '[Gracias|Muchas gracias|Mil gracias].',
    '[Un saludo|Saludos|Atentamente], {name}',
    'Vale, [gracias|muy amable]!',
    'Espero [respuesta|noticias].',
  ],
  greeting: [
    'Hola {name}, gracias por contactarnos. Lo siento mucho. Miro el pedido {order}.',
    'Buenas {name}, atención al cliente. Abro el pedido {order}, un momento.',
    'Hola {name}, entiendo. ¿Me confirma la dirección de entrega?',
  ],
  granting: [
    'Ya está hecho. Recibirá una confirmación por correo en unos minutos.',
    'Gracias por esperar. Tarda de tres a cinco días laborables.',
    'Listo, queda registrado. ¿Le ayudo en algo más?',
  ],
  declining: [
    'Ahora mismo no puedo. Esperamos la respuesta del transportista.',
    'Lo anoto. Vuelva a escribirnos en 48 horas si no cambia nada.',
    'Consta como entregado, tengo que pasarlo.',
  ],
  question: [
    '¿Dónde está mi pedido {order}?',
    '¿Puedo [cambiar|modificar] la dirección de {order}?',
    '¿Tienen {good} en [otro color|otra talla]?',
    'Necesito la factura de {order}.',
  ],
  answer: [
    'Su pedido está en camino; lo ve en "Mis pedidos".',
    'Se lo he enviado a su correo.',
    'Ya no es posible, lo siento.',
    'Está en la página del producto. ¡Buen día!',
  ],
};
