"""Spanish, as written in Mexico and Spain."""

from __future__ import annotations

from typing import Final

from pages.claims.lexicon.structure import Lexicon, words

SPANISH: Final = Lexicon(
    language="es",
    classes={
        "ser": words(
            "es son era eran fue fueron ser sea sean sera seran siendo está están resulta resultan"
        ),
        "haber": words("ha han había hay habrá hubo haya"),
        "number": words(
            "dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta "
            "cuarenta cincuenta sesenta setenta ochenta noventa cien ciento cientos mil miles "
            "millón millones docena docenas mitad tercio cuarto"
        ),
        "person": words(
            "paciente pacientes persona personas individuo individuos hombre hombres mujer mujeres "
            "niño niños niña niñas adulto adultos participante participantes voluntario "
            "voluntarios usuario usuarios todos todas"
        ),
        "people": words(
            "pacientes personas individuos hombres mujeres niños niñas adultos participantes "
            "voluntarios voluntarias usuarios afectados enfermos"
        ),
        "treatment": words(
            "tratamiento tratamientos terapia terapias procedimiento procedimientos inyección "
            "inyecciones infusión infusiones infiltración infiltraciones medicamento medicamentos "
            "fármaco fármacos medicina medicinas cirugía cirugías trasplante trasplantes técnica "
            "técnicas método métodos intervención intervenciones protocolo protocolos células "
            "exosomas plasma implante implantes suplemento suplementos láser dosis suero remedio "
            "remedios acupuntura masaje masajes ejercicio ejercicios fisioterapia rehabilitación "
            "vacuna vacunas producto productos"
        ),
        "provider": words(
            "clínica clínicas hospital equipo médicos especialistas especialista médico cirujano "
            "cirujanos centro instalaciones personal tecnología laboratorio expertos doctores"
        ),
        "benefit": words(
            "mejoría mejora mejoras alivio resultado resultados beneficio beneficios recuperación "
            "remisión efecto efectos desenlace eficacia efectividad respuesta cambios"
        ),
        "improves": words(
            "ayuda ayudan ayudó mejora mejoran mejoró reduce reducen redujo alivia alivian alivió "
            "regenera regeneran regeneró repara reparan reparó restaura restauran restablece "
            "restablecen sana sanan trata tratan retrasa retrasan frena frenan detiene detienen "
            "disminuye disminuyen disminuyó aumenta aumentan aumentó regula regulan modula "
            "modulan reconstruye reconstruyen mitiga mitigan suprime suprimen previene previenen "
            "evita evitan elimina eliminan fortalece fortalecen refuerza refuerzan revierte "
            "revierten funciona funcionan calma calman combate combaten estimula estimulan "
            "rejuvenece rejuvenecen protege protegen devuelve devuelven recupera recuperan "
            "mejorar reducir aliviar regenerar reparar restaurar tratar retrasar frenar detener "
            "disminuir aumentar regular modular reconstruir suprimir prevenir eliminar fortalecer "
            "revertir desinflama desinflaman"
        ),
        "ailment": words(
            "dolor dolores inflamación enfermedad enfermedades síntoma síntomas daño rigidez "
            "hinchazón padecimiento padecimientos artritis artrosis osteoartritis cáncer diabetes "
            "discapacidad progresión avance tejido tejidos cartílago articulación articulaciones "
            "hueso huesos nervio nervios músculo músculos tendón tendones órgano órganos sistema "
            "inmunidad función movilidad calidad defensas células trastorno trastornos"
        ),
        "disease": words(
            "enfermedad enfermedades padecimiento padecimientos afección afecciones trastorno "
            "trastornos cáncer diabetes artritis artrosis dolor autismo asma alzheimer parkinson "
            "lupus infección infecciones fascitis mal males"
        ),
        "harm": words(
            "riesgo riesgos complicación complicaciones rechazo peligro peligros reacción "
            "reacciones daño daños infección infecciones toxicidad problema problemas "
            "contraindicaciones dolor molestia molestias secuelas cicatriz cicatrices sangrado"
        ),
        "unit": words(
            "día días semana semanas mes meses año años hora horas minuto minutos segundo segundos"
        ),
        "studyword": words(
            "estudio estudios investigación investigaciones ensayo ensayos evidencia evidencias "
            "metaanálisis revisión revisiones literatura datos experimento experimentos ciencia "
            "resultados hallazgos investigadores científicos expertos autores publicaciones "
            "artículos informes"
        ),
        "studyverb": words(
            "muestra muestran mostró mostraron mostrado sugiere sugieren sugirió sugirieron "
            "demuestra demuestran demostró demostraron demostrado prueba prueban probó probaron "
            "comprueba comprueban comprobó comprobaron comprobado confirma confirman confirmó "
            "confirmaron confirmado encontró encontraron encontrado halló hallaron indica indican "
            "indicó indicaron respalda respaldan respaldó avala avalan reporta reportan reportó "
            "reportaron informa informan informó informaron revela revelan reveló revelaron "
            "concluye concluyen concluyó concluyeron cree creen recomienda recomiendan señala "
            "señalan apoya apoyan coincide coinciden observó observaron evidencia evidencian "
            "realizó realizaron realizado realizados publicó publicado publicados"
        ),
        "system": words(
            "autoinmunes autoinmunitarias neurológicas neurológicos neurodegenerativas metabólicas "
            "metabólicos oftalmológicas oftálmicas ortopédicas ortopédicos cardiovasculares "
            "cardíacas pulmonares respiratorias renales hepáticas gastrointestinales digestivas "
            "dermatológicas endocrinas hormonales psiquiátricas genéticas degenerativas "
            "infecciosas oncológicas urológicas reproductivas musculoesqueléticas oculares "
            "diabetes autismo cáncer alzheimer parkinson"
        ),
    },
    negators=words(
        "no nunca jamás ni tampoco ningún ninguno ninguna nadie nada sin imposible falta carece "
        "evita apenas rara raramente pocos pocas"
    ),
    no_negation_before=words("solo solamente únicamente"),
    hedges=words(
        "podría podrían pudiera pudieran quizá quizás acaso posiblemente probablemente "
        "potencialmente parece parecen piensa supone espera esperan esperamos intenta intentan "
        "busca buscan pretende pretenden debería deberían incierto desconoce desconocen "
        "posible posibles "
        "probable suele suelen algunas algunos hipótesis teoría investiga investigan puede "
        "pueden propone proponen"
    ),
    abilities=words("capaz capaces"),
    conditions=words("si salvo"),
    turns=words("pero sino aunque embargo mas mientras"),
    disowning=(
        "mito|mitos",
        "@ser falso|falsa|falsos|falsas|engañoso|engañosa|incorrecto|incorrecta|mentira",
        "no @ser cierto|verdad|correcto",
        "no está ~1 demostrado|demostrada|probado|probada|claro|comprobado|comprobada",
        "no se ha ~1 demostrado|probado|comprobado|establecido",
        "no hay ~2 pruebas|evidencia|estudios|datos",
        "no existe|existen ~3 pruebas|evidencia|estudios|datos",
        "desconfíe|desconfia|desconfíen|sospeche",
        "cuidado con",
        "tenga|sea cuidado|cauteloso|precavido|prudente",
        "quien|quienes|alguien|clínicas|sitios|anuncios|páginas|empresas que le? "
        "promete|prometen|prometa|prometan|asegura|aseguran|asegure|ofrece|ofrecen|ofrezca"
        "|garantiza|garantizan|garantice|afirma|afirman",
        "nadie|ningún|ninguno|ninguna|no ~3 prometer|garantizar|asegurar|promete|garantiza",
        "no significa|quiere",
        "pregunte|pregúntele|pida ~3 si|qué|cómo|cuánto",
        "no se sabe",
        "se desconoce",
        "aún|todavía no",
        "algunas personas creen|piensan|dicen",
        "advierte|advierten|advirtió ~3 que|contra|de",
    ),
)
